package dev.waybill.destination.tck;

/** The contract of the toy in one of its shapes; started by {@link KitTest} alone. */
class ToyContract extends DestinationContract {
  static final ScopedValue<Flaw> FLAW = ScopedValue.newInstance();

  private final Flaw flaw = FLAW.get();

  @Override
  protected Dialect dialect() {
    return new ToyDialect(flaw);
  }
}
