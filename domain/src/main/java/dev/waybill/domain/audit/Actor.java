package dev.waybill.domain.audit;

/**
 * On whose behalf something is done, bound for as long as it is done. Whoever lets somebody in
 * binds it; what records acts asks for it.
 *
 * @param name such as {@code admin token} or {@code console session 4f2a}; never a secret
 */
public record Actor(String name) {
  private static final ScopedValue<Actor> NOW = ScopedValue.newInstance();
  private static final Actor PLATFORM = new Actor("platform");

  /** Who acts now; the platform itself where nobody is bound. */
  public static Actor current() {
    return NOW.isBound() ? NOW.get() : PLATFORM;
  }

  /** Does something on behalf of this one, in the same thread. */
  public <R, X extends Throwable> R perform(ScopedValue.CallableOp<? extends R, X> act) throws X {
    return ScopedValue.where(NOW, this).call(act);
  }
}
