package dev.waybill.bootstrap.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What the kernel counts for a process: /proc of Linux. */
final class ProcessCounters {
  // The unit of times in /proc is fixed at a hundredth of a second.
  private static final double TICKS_A_SECOND = 100;
  private static final int PARENT = 1;
  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int ENDED_CHILDREN_USER = 13;
  private static final int ENDED_CHILDREN_SYSTEM = 14;

  private ProcessCounters() {}

  /** Seconds of processor time a process has used. */
  static double cpuSeconds(long pid) {
    return ticks(stat(pid), USER, SYSTEM) / TICKS_A_SECOND;
  }

  /** The same with its children, those that ended too. */
  static double cpuSecondsWithChildren(long pid) {
    long ended = ticks(stat(pid), ENDED_CHILDREN_USER, ENDED_CHILDREN_SYSTEM);
    double living =
        ProcessHandle.of(pid).stream()
            .flatMap(ProcessHandle::children)
            .mapToDouble(child -> cpuSeconds(child.pid()))
            .sum();
    return cpuSeconds(pid) + ended / TICKS_A_SECOND + living;
  }

  /** The parent of a process, if it is a process of this machine with a name that begins so. */
  static OptionalLong parent(long pid, String name) {
    var comm = read(Path.of("/proc", Long.toString(pid), "comm"));
    var stat = stat(pid);
    return comm.startsWith(name) && stat.size() > PARENT
        ? OptionalLong.of(Long.parseLong(stat.get(PARENT)))
        : OptionalLong.empty();
  }

  /** The most memory a process ever had resident, in MiB; 0 if that cannot be told. */
  static long peakResidentMib(long pid) {
    return read(Path.of("/proc", Long.toString(pid), "status"))
        .lines()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  private static long ticks(List<String> stat, int... fields) {
    return stat.size() <= ENDED_CHILDREN_SYSTEM
        ? 0
        : Arrays.stream(fields).mapToLong(field -> Long.parseLong(stat.get(field))).sum();
  }

  /** The fields after the name, which may hold blanks and brackets of its own. */
  private static List<String> stat(long pid) {
    var text = read(Path.of("/proc", Long.toString(pid), "stat"));
    int name = text.lastIndexOf(')');
    return name < 0 ? List.of() : Stream.of(text.substring(name + 1).strip().split(" ")).toList();
  }

  /** Empty for a process that has ended meanwhile. */
  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
