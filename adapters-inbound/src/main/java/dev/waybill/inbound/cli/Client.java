package dev.waybill.inbound.cli;

/** What one run of a command works with. */
public final class Client {
  private final Surroundings here;
  private final Api api;
  private final Screen screen;

  private Client(Surroundings here, Api api, Screen screen) {
    this.here = here;
    this.api = api;
    this.screen = screen;
  }

  /**
   * A client with the admin token.
   *
   * @throws CommandFailedException when there is no token
   */
  public static Client of(Surroundings here, ClientOptions options) {
    var connection = new Connection(here, options);
    var api = new Api(connection.address(), connection.token(), here.codec());
    return new Client(here, api, screen(here, options));
  }

  public static Screen screen(Surroundings here, ClientOptions options) {
    return new Screen(here.out(), here.err(), options.isJson(), here.codec());
  }

  public Surroundings here() {
    return here;
  }

  public Api api() {
    return api;
  }

  public Screen screen() {
    return screen;
  }

  public Progress progress() {
    return new Progress(here);
  }
}
