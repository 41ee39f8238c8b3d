package dev.waybill.tiktok.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What happens to whoever asks for consent from now on.
 *
 * @param denied whether the user says no
 * @param tokenLife how long the tokens last; empty for ever
 * @param reach what the tokens are good for
 */
record ConsentTerms(boolean denied, Optional<Duration> tokenLife, Reach reach) {
  static final String ADVERTISER = "7100000000000000001";

  static ConsentTerms granting(Optional<Duration> tokenLife) {
    return new ConsentTerms(false, tokenLife, new Reach(Set.of(), Set.of(), List.of(ADVERTISER)));
  }

  ConsentTerms denied(boolean whether) {
    return new ConsentTerms(whether, tokenLife, reach);
  }

  ConsentTerms lasting(Optional<Duration> life) {
    return new ConsentTerms(denied, life, reach);
  }

  ConsentTerms reaching(Set<String> eventSourceIds) {
    return new ConsentTerms(
        denied, tokenLife, new Reach(eventSourceIds, Set.of(), reach.advertisers()));
  }

  ConsentTerms showing(List<String> advertisers) {
    return new ConsentTerms(denied, tokenLife, new Reach(reach.ids(), Set.of(), advertisers));
  }
}
