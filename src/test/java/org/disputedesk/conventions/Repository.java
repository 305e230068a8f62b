package org.disputedesk.conventions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.impl.juel.Builder;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/** The files of the repository as the convention tests read them. */
final class Repository {

    static final Path ROOT = Path.of("").toAbsolutePath();
    static final Path LETTERS = ROOT.resolve("src/main/resources/letters");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Repository() {}

    /** A room: its folder name is its slug. */
    record Room(String slug, BpmnModelInstance model, String xml) {
        @Override
        public String toString() {
            return slug;
        }
    }

    record Table(String room, String name, DmnModelInstance model, Path file) {
        @Override
        public String toString() {
            return name;
        }
    }

    record Form(String slug, String task, JsonNode json) {
        @Override
        public String toString() {
            return slug + "." + task;
        }

        /** All components, those inside others too. */
        List<JsonNode> components() {
            List<JsonNode> all = new ArrayList<>();
            collect(json, all);
            return all;
        }

        private static void collect(JsonNode parent, List<JsonNode> all) {
            parent.path("components").forEach(component -> {
                all.add(component);
                collect(component, all);
            });
        }
    }

    static List<Room> rooms() {
        return files(ROOT.resolve("bpmn"), ".bpmn").stream()
                .map(file -> new Room(slug(file), Bpmn.readModelFromFile(file.toFile()), read(file)))
                .toList();
    }

    static List<Table> tables() {
        return files(ROOT.resolve("bpmn"), ".dmn").stream()
                .map(file -> new Table(slug(file), name(file), Dmn.readModelFromFile(file.toFile()), file))
                .toList();
    }

    static List<Form> forms() {
        return files(ROOT.resolve("forms"), ".form").stream()
                .map(file -> new Form(slug(file), name(file), json(file)))
                .toList();
    }

    static List<Path> templates() {
        return files(ROOT.resolve("bpmn/.camunda"), ".json");
    }

    static List<Path> letters() {
        return files(LETTERS, ".txt");
    }

    /** The names of the beans that service tasks may call. */
    static Set<String> delegates() {
        var provider = new ClassPathScanningCandidateComponentProvider(false);
        provider.addIncludeFilter(new AssignableTypeFilter(JavaDelegate.class));
        return provider.findCandidateComponents("org.disputedesk").stream()
                .map(bean -> bean.getBeanClassName())
                .filter(name -> name != null && !isTest(name))
                .map(name -> StringUtils.uncapitalize(ClassUtils.getShortName(name)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isTest(String className) {
        return Files.exists(ROOT.resolve("target/test-classes/" + className.replace('.', '/') + ".class"));
    }

    /** The names an expression uses, found by the engine's own parser. */
    static Set<String> names(String expression) {
        Set<String> names = new TreeSet<>();
        new Builder(Builder.Feature.METHOD_INVOCATIONS)
                .build(expression)
                .getIdentifierNodes()
                .forEach(node -> names.add(node.getName()));
        return names;
    }

    /** The lines of a table of words among the resources, by the names in its first line. */
    static List<CSVRecord> csv(String resource) {
        String text = read(ROOT.resolve("src/main/resources").resolve(resource));
        try (CSVParser lines = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(text))) {
            return lines.getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> files(Path folder, String suffix) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .filter(file -> !file.toString().contains("node_modules"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String slug(Path file) {
        return file.getName(file.getNameCount() - 2).toString();
    }

    static String name(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.lastIndexOf('.'));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(Path file) {
        try {
            return JSON.readTree(read(file));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file.toString(), e);
        }
    }
}
