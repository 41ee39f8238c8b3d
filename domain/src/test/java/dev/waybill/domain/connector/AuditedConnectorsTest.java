package dev.waybill.domain.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.audit.AuditedConnectors;
import dev.waybill.domain.connector.Connectors.WaitingEvents;
import dev.waybill.domain.connector.ManageConnectors.Registered;
import dev.waybill.domain.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditedConnectorsTest {
  private static final ConnectorId NOBODY = new ConnectorId(99);
  private final ConnectorBench bench = new ConnectorBench();
  private final List<String> recorded = new ArrayList<>();
  private final ManageConnectors connectors =
      new AuditedConnectors(bench.admin, (action, subject) -> recorded.add(action + " " + subject));

  @Test
  void each_change_is_recorded_and_no_value_of_it() {
    var request = JsonText.object("{\"name\": \"shop\", \"platform\": \"scripted\"}");
    var id = ((Registered.Done) connectors.register(request)).connector().id();
    connectors.editDraft(
        id, bench.now(id).registration().version(), JsonText.object(ConnectorBench.GOOD_DRAFT));
    connectors.pause(id);
    connectors.resume(id);
    connectors.delete(id, WaitingEvents.DISCARD);
    assertThat(recorded)
        .containsExactly(
            "create_connector con_1",
            "edit_draft con_1 settings,credential",
            "pause_connector con_1",
            "resume_connector con_1",
            "delete_connector con_1");
    assertThat(recorded.toString()).doesNotContain(ConnectorBench.SECRET);
  }

  @Test
  void bringing_back_a_revision_is_recorded() {
    var configured = bench.configured();
    connectors.bringBack(configured.id(), bench.now(configured.id()).registration().version(), 1);
    assertThat(recorded).containsExactly("bring_back_revision con_1 1");
    assertThat(connectors.revisions(configured.id())).isPresent();
  }

  @Test
  void what_changed_nothing_is_not_recorded() {
    connectors.register(JsonText.object("{}"));
    connectors.editDraft(NOBODY, 1, JsonText.object("{}"));
    connectors.bringBack(NOBODY, 1, 1);
    connectors.pause(NOBODY);
    connectors.resume(NOBODY);
    connectors.delete(NOBODY, WaitingEvents.KEEP);
    assertThat(connectors.find(NOBODY)).isEmpty();
    assertThat(connectors.all()).isEmpty();
    assertThat(connectors.missing(bench.registered())).isNotEmpty();
    assertThat(recorded).isEmpty();
  }
}
