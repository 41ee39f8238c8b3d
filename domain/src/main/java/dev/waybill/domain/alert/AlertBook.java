package dev.waybill.domain.alert;

import dev.waybill.domain.outbox.NodeId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The alerts of all nodes and the messages about them, durable. Safe for use by many threads and
 * nodes; every call may throw {@link dev.waybill.domain.StoreUnavailableException}.
 */
public interface AlertBook {
  /** How long a node has the duty after it took it. */
  Duration DUTY = Duration.ofSeconds(60);

  /**
   * Takes the duty of looking after the alerts, or keeps it.
   *
   * @return whether this node has it; no other has it then
   */
  boolean takeDuty(NodeId node);

  /** One for each key. */
  List<Alert> all();

  /**
   * Keeps all of it, or nothing when the node has lost its duty.
   *
   * @param changed take the place of those with their keys
   * @param notices to be sent, in this order, behind what is to be sent already
   * @return whether it was kept
   */
  boolean keep(
      NodeId node, Collection<Alert> changed, Collection<Finding.Key> gone, List<Notice> notices);

  /**
   * The oldest message, if it is due; it is given to nobody else for a while. Those behind it wait,
   * so that a receiver gets them in order.
   */
  Optional<Notice> due();

  /** It is not to be sent any more. */
  void done(Notice notice);

  /** It is due again after that. */
  void postpone(Notice notice, Duration wait);
}
