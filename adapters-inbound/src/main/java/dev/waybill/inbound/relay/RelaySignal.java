package dev.waybill.inbound.relay;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ConnectorListener;
import dev.waybill.domain.ingest.AppendListener;
import dev.waybill.domain.source.SourceId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Carries news from the requests of this node to its relay. It stands between the two because the
 * relay verifies connectors, and a verification is news for the relay. Safe for use by many
 * threads.
 */
public final class RelaySignal implements AppendListener, ConnectorListener {
  private final List<Consumer<SourceId>> onAppend = new CopyOnWriteArrayList<>();
  private final List<Consumer<ConnectorId>> onChange = new CopyOnWriteArrayList<>();

  void subscribe(Consumer<SourceId> appended, Consumer<ConnectorId> changed) {
    onAppend.add(appended);
    onChange.add(changed);
  }

  @Override
  public void appended(SourceId source) {
    onAppend.forEach(listener -> listener.accept(source));
  }

  @Override
  public void changed(ConnectorId connector) {
    onChange.forEach(listener -> listener.accept(connector));
  }
}
