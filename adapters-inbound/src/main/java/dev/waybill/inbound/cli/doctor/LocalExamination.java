package dev.waybill.inbound.cli.doctor;

import java.util.List;

/** Looks at what an installation has on this machine. Changes nothing. */
@FunctionalInterface
public interface LocalExamination {
  List<Finding> examine();
}
