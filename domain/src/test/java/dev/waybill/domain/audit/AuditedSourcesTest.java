package dev.waybill.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.source.InMemoryRejections;
import dev.waybill.domain.source.InMemorySources;
import dev.waybill.domain.source.ManageSources;
import dev.waybill.domain.source.SourceAdmin;
import dev.waybill.domain.source.SourceId;
import dev.waybill.domain.source.WriteKeyId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AuditedSourcesTest {
  private static final SourceId FIRST = new SourceId(1);
  private final List<String> recorded = new ArrayList<>();
  private final ManageSources sources =
      new AuditedSources(
          new SourceAdmin(
              new InMemorySources(InstantSource.fixed(Instant.EPOCH)),
              new InMemoryRejections(),
              new Random(7)),
          (action, subject) -> recorded.add(action + " " + subject));

  @Test
  void each_change_is_recorded_by_the_id_of_what_was_changed() {
    sources.create("till");
    var issued = sources.issueKey(FIRST).orElseThrow();
    sources.revokeKey(FIRST, issued.key().id());
    sources.close(new SourceId(2));
    assertThat(recorded)
        .containsExactly(
            "create_source src_2",
            "create_key src_1 " + issued.key().id(),
            "revoke_key src_1 " + issued.key().id(),
            "close_source src_2");
    assertThat(recorded.toString()).doesNotContain(issued.secret().reveal());
  }

  @Test
  void what_changed_nothing_is_not_recorded() {
    sources.create("default");
    sources.close(new SourceId(9));
    sources.issueKey(new SourceId(9));
    sources.revokeKey(FIRST, new WriteKeyId(9));
    assertThat(sources.all()).hasSize(1);
    assertThat(sources.find(FIRST)).isPresent();
    assertThat(sources.rejections(FIRST, 10)).isPresent();
    assertThat(recorded).isEmpty();
  }
}
