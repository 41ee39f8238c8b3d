/** YAML read as JSON, with the line that each value stands on. */
@NullMarked
package dev.waybill.inbound.cli.yaml;

import org.jspecify.annotations.NullMarked;
