package dev.waybill.bootstrap;

import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.destination.PlatformSpec;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The destinations that are installed: those that ship with Waybill and the jars of the plug-in
 * folder.
 */
public record Destinations(List<DestinationProvider> providers) {
  public Destinations {
    providers = List.copyOf(providers);
  }

  /**
   * Finds them.
   *
   * @throws PlatformStartException when a jar cannot be read or its destination not be made
   */
  public static Destinations load(Path pluginDirectory) {
    // Never closed: its destinations live as long as the process.
    var loader =
        new URLClassLoader(
            "plugins", jars(pluginDirectory), DestinationProvider.class.getClassLoader());
    try {
      return new Destinations(
          ServiceLoader.load(DestinationProvider.class, loader).stream()
              .map(ServiceLoader.Provider::get)
              .toList());
    } catch (ServiceConfigurationError e) {
      throw new PlatformStartException(
          "A destination cannot be loaded (plug-in folder "
              + pluginDirectory
              + "): "
              + e.getMessage(),
          e);
    }
  }

  private static URL[] jars(Path directory) {
    if (!Files.isDirectory(directory)) {
      return new URL[0];
    }
    try (var files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .sorted()
          .map(Destinations::url)
          .toArray(URL[]::new);
    } catch (IOException e) {
      throw new PlatformStartException("The plug-in folder cannot be read: " + directory, e);
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("no URL for " + jar, e);
    }
  }

  /** What each of them tells about itself. */
  public List<PlatformSpec> specs() {
    return providers.stream().map(DestinationProvider::spec).toList();
  }
}
