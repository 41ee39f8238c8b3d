package dev.waybill.domain.connector;

/**
 * Is told, after the commit, that a connector changed. Called by request threads; must return at
 * once.
 */
@FunctionalInterface
public interface ConnectorListener {
  void changed(ConnectorId connector);
}
