package dev.waybill.inbound.http;

import java.util.List;

/** A part of the API that belongs together. */
@FunctionalInterface
public interface Endpoints {
  List<Route> routes();
}
