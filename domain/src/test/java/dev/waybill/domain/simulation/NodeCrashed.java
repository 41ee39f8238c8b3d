package dev.waybill.domain.simulation;

/** The node is gone, in the middle of what it was doing. */
final class NodeCrashed extends RuntimeException {
  private static final long serialVersionUID = 1;
}
