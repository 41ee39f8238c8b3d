package dev.waybill.domain.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object in the order they were written, in two arrays. An event is a handful of
 * small objects that are read, looked into and written once: a hash table for each of them costs
 * several times as much as its members do. Immutable for whoever has no {@link Collector} of it.
 */
final class Members extends AbstractMap<String, Json> {
  /** Up to here, looking at one name after another is faster than a table. */
  private static final int FEW = 16;

  private final String[] names;
  private final Json[] values;
  private final int size;

  /** Places of the names; null for few names. Java's own table, since senders choose the names. */
  private final @Nullable Map<String, Integer> table;

  private Members(String[] names, Json[] values, int size, @Nullable Map<String, Integer> table) {
    this.names = names;
    this.values = values;
    this.size = size;
    this.table = table;
  }

  static Members copyOf(Map<String, ? extends Json> members) {
    if (members instanceof Members same) {
      return same;
    }
    var collector = new Collector(members.size());
    members.forEach(collector::put);
    return collector.finish();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public @Nullable Json get(@Nullable Object name) {
    int place = name instanceof String text ? place(text, names, size, table) : -1;
    return place < 0 ? null : values[place];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return get(name) != null;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super Json> action) {
    for (int i = 0; i < size; i++) {
      action.accept(names[i], values[i]);
    }
  }

  @Override
  public Set<Entry<String, Json>> entrySet() {
    return new Entries();
  }

  private static int place(
      String name, String[] names, int size, @Nullable Map<String, Integer> table) {
    if (table != null) {
      return table.getOrDefault(name, -1);
    }
    int hash = name.hashCode();
    for (int i = 0; i < size; i++) {
      if (names[i].hashCode() == hash && names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private final class Entries extends AbstractSet<Entry<String, Json>> {
    @Override
    public int size() {
      return size;
    }

    @Override
    public Iterator<Entry<String, Json>> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < size;
        }

        @Override
        public Entry<String, Json> next() {
          if (next >= size) {
            throw new NoSuchElementException();
          }
          return Map.entry(names[next], values[next++]);
        }
      };
    }
  }

  /** Collects members. Not for use by several threads. */
  static final class Collector {
    private String[] names;
    private Json[] values;
    private int size;
    private @Nullable Map<String, Integer> table;
    private boolean shared;

    Collector(int expected) {
      names = new String[Math.max(expected, 4)];
      values = new Json[names.length];
    }

    /** The member that stood there before, which keeps its place; null when the name is new. */
    @Nullable Json put(String name, Json value) {
      own();
      int place = place(name, names, size, table);
      if (place >= 0) {
        var before = values[place];
        values[place] = value;
        return before;
      }
      add(name, value);
      return null;
    }

    /** What was handed out is not changed any more. */
    private void own() {
      if (shared) {
        names = names.clone();
        values = values.clone();
        table = table == null ? null : new HashMap<>(table);
        shared = false;
      }
    }

    private void add(String name, Json value) {
      if (size == names.length) {
        names = Arrays.copyOf(names, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      names[size] = name;
      values[size] = value;
      size++;
      if (table != null) {
        table.put(name, size - 1);
      } else if (size > FEW) {
        table = tableOfAll();
      }
    }

    private Map<String, Integer> tableOfAll() {
      var all = new HashMap<String, Integer>();
      for (int i = 0; i < size; i++) {
        all.put(names[i], i);
      }
      return all;
    }

    Members finish() {
      shared = true;
      return new Members(names, values, size, table);
    }
  }
}
