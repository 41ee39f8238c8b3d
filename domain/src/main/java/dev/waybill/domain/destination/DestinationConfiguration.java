package dev.waybill.domain.destination;

import dev.waybill.domain.credential.Credential;
import dev.waybill.domain.json.JsonObject;

/** What an operator gave for one connector. */
public record DestinationConfiguration(JsonObject settings, Credential credential) {}
