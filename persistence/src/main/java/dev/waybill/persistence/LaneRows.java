package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.Lane;
import dev.waybill.domain.outbox.Lane.Span;
import dev.waybill.domain.outbox.LaneId;
import dev.waybill.domain.source.SourceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/** How lanes are read. */
final class LaneRows {
  /** Of the view {@code lane_position} as {@code lane}. */
  static final String COLUMNS =
      """
      lane.id, lane.connector_id, lane.source_id, lane.position, lane.end_seq,
      ARRAY(SELECT ARRAY[s.after_seq, s.to_seq] FROM settlement s
             WHERE s.lane_id = lane.id AND s.kind = 'range' AND s.to_seq > lane.position
             ORDER BY s.to_seq) AS ahead""";

  private LaneRows() {}

  static Lane read(ResultSet row) throws SQLException {
    var ahead = (Object[]) row.getArray("ahead").getArray();
    return new Lane(
        new LaneId(row.getInt("id")),
        new ConnectorId(row.getInt("connector_id")),
        new SourceId(row.getInt("source_id")),
        row.getLong("position"),
        row.getLong("end_seq"),
        Arrays.stream(ahead).map(Long[].class::cast).map(it -> new Span(it[0], it[1])).toList());
  }
}
