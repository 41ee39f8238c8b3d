package dev.waybill.bootstrap;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** Each destination, and the simulator, is a slice of its own. */
final class DestinationModules implements SliceAssignment {
  @Override
  public SliceIdentifier getIdentifierOf(JavaClass seen) {
    var name = seen.getPackageName();
    if (name.startsWith("dev.waybill.tiktok.simulator")) {
      return SliceIdentifier.of("simulator");
    }
    if (name.startsWith("dev.waybill.tiktok")) {
      return SliceIdentifier.of("tiktok");
    }
    return name.startsWith("dev.waybill.webhook")
        ? SliceIdentifier.of("webhook")
        : SliceIdentifier.ignore();
  }

  @Override
  public String getDescription() {
    return "destinations";
  }
}
