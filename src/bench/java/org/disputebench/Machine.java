package org.disputebench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What the kernel counts: processor time of a process and of the machine. Linux only. */
final class Machine {

    private static final double TICKS_PER_SECOND = 100;

    private Machine() {}

    /** Seconds the machine's processors were busy, and seconds they were there, since it started. */
    record Total(double busy, double all) {}

    static Total total() throws IOException {
        List<String> words = List.of(
                Files.readAllLines(Path.of("/proc/stat")).get(0).trim().split("\\s+", -1));
        // user nice system idle iowait irq softirq steal; guest time is counted in user already
        double[] ticks =
                words.stream().skip(1).limit(8).mapToDouble(Double::parseDouble).toArray();
        double all = Arrays.stream(ticks).sum() / TICKS_PER_SECOND;
        return new Total(all - (ticks[3] + ticks[4]) / TICKS_PER_SECOND, all);
    }

    /** Processor seconds a process has used. */
    static double cpu(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(words[11]) + Long.parseLong(words[12])) / TICKS_PER_SECOND;
    }

    /** Resident megabytes of a process. */
    static double residentMegabytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
