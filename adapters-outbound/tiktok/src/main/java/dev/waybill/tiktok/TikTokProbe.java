package dev.waybill.tiktok;

import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.destination.Probe;
import dev.waybill.domain.destination.Probe.Result;
import dev.waybill.domain.event.EventSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks TikTok about the token and its right on each source id: by a synthetic test event where
 * there is a test event code, else by looking the id up where an advertiser is named, else only by
 * asking whose token it is. One probe each.
 */
final class TikTokProbe {
  private final TikTokSettings settings;
  private final TikTokApi api;
  private final DestinationContext context;
  private final Evidence evidence = new Evidence();

  TikTokProbe(TikTokSettings settings, TikTokApi api, DestinationContext context) {
    this.settings = settings;
    this.api = api;
    this.context = context;
  }

  Probe run() {
    var sources = wellFormed();
    if (settings.testEventCode() != null) {
      new TestEventProbe(settings, api, context, evidence).ask(sources);
    } else if (settings.advertiserId() != null) {
      new LookUpProbe(settings, api, evidence).ask(sources);
    } else {
      askWhoseTokenItIs(sources);
    }
    return new Probe(evidence.findings());
  }

  private List<EventSource> wellFormed() {
    var sources = new ArrayList<EventSource>();
    settings
        .sourceIds()
        .forEach(
            (source, id) -> {
              var fault = SourceIdForm.fault(source, id);
              if (fault == null) {
                sources.add(source);
              } else {
                evidence.permission(source, Result.FAILED, fault);
              }
            });
    return sources;
  }

  private void askWhoseTokenItIs(List<EventSource> sources) {
    var answer = api.get("/user/info/");
    Reading.lookUp(answer, evidence);
    for (var source : sources) {
      evidence.permission(
          source,
          Result.UNKNOWN,
          "Cannot be checked without a test event code or an advertiser id; give one, or confirm"
              + " this line if you are sure.");
    }
  }
}
