package org.disputedesk.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;

/**
 * One more kind of dispute for as long as a test runs: the process of orders not received under another name, deployed with all
 * rooms it calls, as an analyst deploys a new one.
 */
public final class SecondDispute implements AutoCloseable {

    /** Its slug. */
    public static final String KIND = "damaged-parcel";

    private static final String MODEL = "order-not-received";

    private final RepositoryService repository;
    private final String deployment;

    private SecondDispute(RepositoryService repository, String deployment) {
        this.repository = repository;
        this.deployment = deployment;
    }

    /** Deploys it. */
    public static SecondDispute deploy(RepositoryService repository) throws IOException {
        return deploy(repository, text -> text);
    }

    /** Deploys it with rooms that an analyst has edited. */
    static SecondDispute deploy(RepositoryService repository, UnaryOperator<String> edit) throws IOException {
        DeploymentBuilder builder = repository.createDeployment().name(KIND);
        String model = Files.readString(Path.of("bpmn", MODEL, MODEL + ".bpmn"))
                .replace("\"" + MODEL + "\"", "\"" + KIND + "\"")
                .replace("name=\"Order not received\"", "name=\"Damaged parcel\"");
        builder.addString("bpmn/" + KIND + "/" + KIND + ".bpmn", model);
        for (String folder : List.of("bpmn", "forms")) {
            for (Path file : files(Path.of(folder))) {
                String name = file.toString().replace('\\', '/');
                // top-level disputes stay as they are, so that their cases do not change under other tests
                if (!name.endsWith(MODEL + ".bpmn") && !isDispute(file)) {
                    builder.addString(name, edit.apply(Files.readString(file)));
                }
            }
        }
        return new SecondDispute(repository, builder.deploy().getId());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(file -> file.toString().matches(".*\\.(bpmn|dmn|form)"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isDispute(Path file) throws IOException {
        return file.toString().endsWith(".bpmn")
                && !Files.readString(file).contains("camunda:isStartableInTasklist=\"false\"");
    }

    @Override
    public void close() {
        repository.deleteDeployment(deployment, true);
    }
}
