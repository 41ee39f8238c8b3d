package dev.waybill.tiktok.simulator;

import static dev.waybill.tiktok.simulator.Shape.Scalar.FLAG;
import static dev.waybill.tiktok.simulator.Shape.Scalar.NUMBER;
import static dev.waybill.tiktok.simulator.Shape.Scalar.TEXT;
import static dev.waybill.tiktok.simulator.Shape.Scalar.WHOLE;

import dev.waybill.tiktok.simulator.Shape.Anything;
import dev.waybill.tiktok.simulator.Shape.Group;
import dev.waybill.tiktok.simulator.Shape.ListOf;
import dev.waybill.tiktok.simulator.Shape.Scalar;
import dev.waybill.tiktok.simulator.Shape.TextOrTexts;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names TikTok knows: fields with their forms, events, currencies. */
final class Vocabulary {
  static final Set<String> ENVELOPE =
      Set.of("event_source", "event_source_id", "data", "test_event_code", "partner_name");

  static final Set<String> STANDARD_EVENTS =
      words(
          """
          AddPaymentInfo AddToCart AddToWishlist ApplicationApproval CompleteRegistration Contact CustomizeProduct
          Download FindLocation InitiateCheckout Lead Purchase Schedule Search StartTrial SubmitApplication Subscribe
          ViewContent""");

  /** Renamed or retired, and still understood. */
  static final Set<String> OLD_EVENTS =
      words("CompletePayment SubmitForm PlaceAnOrder ClickButton");

  /** Names that TikTok turns into another event on its own. */
  static final Set<String> RESERVED_EVENTS =
      words(
          """
          AddBilling Browse Checkout ClickForm ClickInDownloadPage ClickToDownload Consult ConsultByPhone Registration
          StartCheckout ViewConsultationPage ViewDownloadPage ViewForm""");

  static final Set<String> CURRENCIES =
      words(
          """
          AED ARS AUD BDT BHD BIF BOB BRL CAD CHF CLP CNY COP CRC CZK DKK DZD EGP EUR GBP GTQ HKD HNL HUF IDR ILS INR
          ISK JPY KES KHR KRW KWD KZT MAD MOP MXN MYR NGN NIO NOK NZD OMR PEN PHP PKR PLN PYG QAR RON RUB SAR SEK SGD
          THB TRY TWD UAH USD VES VND ZAR""");

  static final Group USER = user();

  static final Group EVENT =
      group(
          "",
          Map.of(
              "event",
              TEXT,
              "event_time",
              WHOLE,
              "event_id",
              TEXT,
              "limited_data_use",
              FLAG,
              "user",
              USER,
              "page",
              group("page", texts("url referrer")),
              "app",
              group("app", texts("app_id app_name app_version")),
              "lead",
              group("lead", texts("lead_id lead_event_source")),
              "ad",
              ad(),
              "properties",
              properties()));

  private Vocabulary() {}

  private static Group user() {
    return group(
        "user",
        texts(
            """
            ttclid ttp ip user_agent locale first_name last_name city state country zip_code idfa gaid idfv
            att_status"""),
        Map.of(
            "email",
            new TextOrTexts(),
            "phone",
            new TextOrTexts(),
            "external_id",
            new TextOrTexts()));
  }

  private static Group ad() {
    return group(
        "ad",
        texts("callback campaign_id ad_id creative_id attribution_type attribution_provider"),
        all("is_retargeting attributed", FLAG),
        all("attribution_share", NUMBER),
        all(
            """
            attribution_value attribution_model attribution_method attribution_window_hr_click
            attribution_window_hr_view touchpoint_type touchpoint_ts touchpoint_url decline_reason utm_id utm_source
            utm_medium utm_campaign""",
            new Anything()));
  }

  private static Group properties() {
    return group(
        "properties",
        texts(
            """
            currency content_type search_string query description order_id shop_id customer_type delivery_category
            status event_trigger_source"""),
        all("value predicted_ltv", NUMBER),
        all("num_items", WHOLE),
        Map.of("content_ids", new ListOf(TEXT), "contents", new ListOf(contents())),
        all(
            """
            city region country checkin_date checkout_date num_adults num_children num_infants suggested_hotels
            departing_departure_date returning_departure_date departing_arrival_date returning_arrival_date
            origin_airport destination_airport destination_ids travel_class user_score preferred_num_stops travel_start
            travel_end suggested_destinations postal_code make model year state_of_vehicle mileage exterior_color
            interior_color transmission body_style fuel_type drivetrain preferred_price_range trim vin
            condition_of_vehicle viewcontent_type search_type registration_type""",
            new Anything()));
  }

  private static Group contents() {
    return group(
        "properties.contents",
        texts("content_id content_name content_category brand"),
        all("price", NUMBER),
        all("quantity", WHOLE),
        all(
            "description availability sale_price on_sale review_count average_rating weight weight_unit",
            new Anything()));
  }

  private static Map<String, Shape> texts(String names) {
    return all(names, Scalar.TEXT);
  }

  private static Map<String, Shape> all(String names, Shape shape) {
    var members = new HashMap<String, Shape>();
    words(names).forEach(name -> members.put(name, shape));
    return members;
  }

  @SafeVarargs
  private static Group group(String path, Map<String, ? extends Shape>... parts) {
    var members = new HashMap<String, Shape>();
    for (var part : parts) {
      members.putAll(part);
    }
    return new Group(path, members);
  }

  static Set<String> words(String text) {
    return Collections.unmodifiableSet(new HashSet<>(List.of(text.split("\\s+"))));
  }
}
