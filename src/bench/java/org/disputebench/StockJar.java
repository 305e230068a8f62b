package org.disputebench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes the stock contestant's jar out of the desk's: the same versions of the same libraries, less those only the desk
 * brings, and the same three models.
 */
final class StockJar {

    /** Beginnings of what comes with the desk's starters for security, migrations, metrics and API pages. */
    private static final List<String> ONLY_THE_DESKS = List.of(
            "spring-security-",
            "flyway-",
            "springdoc-",
            "swagger-",
            "webjars-locator-",
            "jackson-dataformat-",
            "micrometer-registry-prometheus-",
            "prometheus-",
            "commons-csv-",
            "java-json-canonicalization-",
            "jspecify-");

    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String LIBRARIES = "BOOT-INF/lib/";

    private StockJar() {}

    static void make(Path desk, Path classes, Path settings, Path stock) throws IOException {
        try (JarFile from = new JarFile(desk.toFile());
                OutputStream file = Files.newOutputStream(stock);
                ZipOutputStream to = new ZipOutputStream(file)) {
            String version = from.getManifest().getMainAttributes().getValue("Spring-Boot-Version");
            write(to, "META-INF/MANIFEST.MF", """
                    Manifest-Version: 1.0
                    Main-Class: org.springframework.boot.loader.launch.JarLauncher
                    Start-Class: org.disputebench.stock.StockCamunda
                    Spring-Boot-Version: %s
                    Spring-Boot-Classes: BOOT-INF/classes/
                    Spring-Boot-Lib: BOOT-INF/lib/

                    """.formatted(version).getBytes(StandardCharsets.UTF_8));
            for (JarEntry entry : Collections.list(from.entries())) {
                if (belongs(entry.getName())) {
                    copy(from, entry, to);
                }
            }
            write(to, CLASSES + "application.yml", Files.readAllBytes(settings));
            try (Stream<Path> own = Files.walk(classes.resolve("org/disputebench/stock"))) {
                for (Path path : own.filter(Files::isRegularFile).sorted().toList()) {
                    write(to, CLASSES + classes.relativize(path), Files.readAllBytes(path));
                }
            }
        }
    }

    private static boolean belongs(String name) {
        if (name.startsWith(LIBRARIES)) {
            String library = name.substring(LIBRARIES.length());
            return ONLY_THE_DESKS.stream().noneMatch(library::startsWith);
        }
        // folders count: the loader finds nothing in one that has no entry of its own
        return name.equals("BOOT-INF/")
                || name.equals(CLASSES)
                || name.startsWith(CLASSES + "bpmn/")
                || name.startsWith(CLASSES + "forms/")
                || name.startsWith("org/");
    }

    /** Libraries must lie uncompressed in the jar, or the loader cannot open them. */
    private static void copy(JarFile from, JarEntry entry, ZipOutputStream to) throws IOException {
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setMethod(entry.getMethod());
        if (entry.getMethod() == ZipEntry.STORED) {
            copy.setSize(entry.getSize());
            copy.setCrc(entry.getCrc());
        }
        to.putNextEntry(copy);
        try (InputStream in = from.getInputStream(entry)) {
            in.transferTo(to);
        }
        to.closeEntry();
    }

    private static void write(ZipOutputStream to, String name, byte[] content) throws IOException {
        to.putNextEntry(new ZipEntry(name));
        to.write(content);
        to.closeEntry();
    }
}
