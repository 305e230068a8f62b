package org.disputedesk.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The Chromium of this machine; none is ever downloaded past its package manager. */
final class SystemChromium implements AutoCloseable {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private final Playwright playwright;
    private final Browser browser;

    private SystemChromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts it; the test is given up with a sentence when there is none and none can be installed. */
    static SystemChromium start() throws IOException, InterruptedException {
        Optional<Path> found = find();
        if (found.isEmpty() && install()) {
            found = find();
        }
        Assumptions.assumeTrue(
                found.isPresent(),
                "There is no Chromium: install the packages chromium and fonts-noto-cjk, or set CHROMIUM_PATH.");
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(found.orElseThrow())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        return new SystemChromium(playwright, browser);
    }

    Browser browser() {
        return browser;
    }

    private static Optional<Path> find() {
        String told = System.getenv("CHROMIUM_PATH");
        Stream<Path> onPath = Stream.of(
                        System.getenv().getOrDefault("PATH", "/usr/bin").split(File.pathSeparator, -1))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
        return Stream.concat(
                        Stream.ofNullable(told).filter(path -> !path.isBlank()).map(Path::of), onPath)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean install() throws IOException, InterruptedException {
        boolean may = "root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/usr/bin/apt-get"));
        return may && apt("update") && apt("install", "--no-install-recommends", "chromium", "fonts-noto-cjk");
    }

    private static boolean apt(String... words) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of("apt-get", "-y", "-q"), Stream.of(words))
                .toList();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        Process apt = builder.start();
        if (!apt.waitFor(5, TimeUnit.MINUTES)) {
            apt.destroyForcibly();
            return false;
        }
        return apt.exitValue() == 0;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
