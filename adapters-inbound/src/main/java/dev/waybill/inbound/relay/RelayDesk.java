package dev.waybill.inbound.relay;

import dev.waybill.domain.connector.ConnectorRuntimes;
import dev.waybill.domain.connector.Connectors;
import dev.waybill.domain.connector.VerifyConnector;
import dev.waybill.domain.relay.RelayTools;
import java.time.Duration;

/**
 * What the polling loop works with.
 *
 * @param watch how soon a connector that was parked, and verified again at once in vain, is
 *     verified once more; each further time the wait doubles, up to an hour
 */
public record RelayDesk(
    NodeSeat seat,
    Connectors connectors,
    ConnectorRuntimes runtimes,
    VerifyConnector verify,
    RelayTools tools,
    Duration watch) {}
