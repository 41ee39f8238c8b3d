package dev.waybill.tiktok.simulator;

import dev.waybill.tiktok.simulator.Shape.Anything;
import dev.waybill.tiktok.simulator.Shape.ListOf;
import dev.waybill.tiktok.simulator.Shape.Member;
import dev.waybill.tiktok.simulator.Shape.Scalar;
import dev.waybill.tiktok.simulator.Shape.TextOrTexts;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The names TikTok knows: fields with their forms, events, currencies. */
final class Vocabulary {
  static final Set<String> ENVELOPE =
      Set.of("event_source", "event_source_id", "data", "test_event_code", "partner_name");

  static final Set<String> STANDARD_EVENTS =
      Words.in(
          """
          AddPaymentInfo AddToCart AddToWishlist ApplicationApproval CompleteRegistration Contact CustomizeProduct
          Download FindLocation InitiateCheckout Lead Purchase Schedule Search StartTrial SubmitApplication Subscribe
          ViewContent\
          """);

  /** Renamed or retired, and still understood. */
  static final Set<String> OLD_EVENTS =
      Words.in("CompletePayment SubmitForm PlaceAnOrder ClickButton");

  /** Names that TikTok turns into another event on its own. */
  static final Set<String> RESERVED_EVENTS =
      Words.in(
          """
          AddBilling Browse Checkout ClickForm ClickInDownloadPage ClickToDownload Consult ConsultByPhone Registration
          StartCheckout ViewConsultationPage ViewDownloadPage ViewForm\
          """);

  static final Set<String> CURRENCIES =
      Words.in(
          """
          AED ARS AUD BDT BHD BIF BOB BRL CAD CHF CLP CNY COP CRC CZK DKK DZD EGP EUR GBP GTQ HKD HNL HUF IDR ILS INR
          ISK JPY KES KHR KRW KWD KZT MAD MOP MXN MYR NGN NIO NOK NZD OMR PEN PHP PKR PLN PYG QAR RON RUB SAR SEK SGD
          THB TRY TWD UAH USD VES VND ZAR\
          """);

  private static final Set<Source> EVERYWHERE = EnumSet.allOf(Source.class);

  static final Group EVENT = event();

  private Vocabulary() {}

  private static Group event() {
    var members = new HashMap<String, Member>();
    put(members, Role.EVENT_NAME, Scalar.TEXT, "event");
    put(members, Role.EVENT_TIME, Scalar.WHOLE, "event_time");
    put(members, Role.EVENT_ID, Scalar.TEXT, "event_id");
    put(members, Role.PLAIN, Scalar.FLAG, "limited_data_use");
    put(members, Role.PLAIN, user(), "user");
    put(members, Role.PLAIN, page(), "page");
    put(members, Role.PLAIN, app(), "app");
    put(members, Role.PLAIN, lead(), "lead");
    put(members, Role.PLAIN, ad(), "ad");
    put(members, Role.PLAIN, properties(), "properties");
    for (var block : Words.in("page app lead ad limited_data_use")) {
      members.compute(block, (_, member) -> listed(member, source -> source.hasBlock(block)));
    }
    return new Group("", members);
  }

  private static Group user() {
    var members = new HashMap<String, Member>();
    put(members, Role.PERSONAL, new TextOrTexts(), "email phone");
    put(members, Role.HASHED, new TextOrTexts(), "external_id");
    put(members, Role.HASHED, Scalar.TEXT, "first_name last_name zip_code");
    put(members, Role.CLEAR, Scalar.TEXT, "city state country ip user_agent ttp");
    put(members, Role.CLICK_ID, Scalar.TEXT, "ttclid");
    put(members, Role.PLAIN, Scalar.TEXT, "locale idfa gaid idfv att_status");
    members.replaceAll((name, member) -> listed(member, source -> source.hasUserField(name)));
    return new Group("user", members);
  }

  private static Group page() {
    var members = new HashMap<String, Member>();
    put(members, Role.PAGE_URL, Scalar.TEXT, "url");
    put(members, Role.PLAIN, Scalar.TEXT, "referrer");
    return new Group("page", members);
  }

  private static Group app() {
    var members = new HashMap<String, Member>();
    put(members, Role.APP_ID, Scalar.TEXT, "app_id");
    put(members, Role.PLAIN, Scalar.TEXT, "app_name app_version");
    return new Group("app", members);
  }

  private static Group lead() {
    var members = new HashMap<String, Member>();
    put(members, Role.LEAD_ID, Scalar.TEXT, "lead_id");
    put(members, Role.PLAIN, Scalar.TEXT, "lead_event_source");
    return new Group("lead", members);
  }

  private static Group ad() {
    var members = new HashMap<String, Member>();
    put(
        members,
        Role.PLAIN,
        Scalar.TEXT,
        "callback campaign_id ad_id creative_id attribution_type attribution_provider");
    put(members, Role.PLAIN, Scalar.FLAG, "is_retargeting attributed");
    put(members, Role.PLAIN, Scalar.NUMBER, "attribution_share");
    put(
        members,
        Role.PLAIN,
        new Anything(),
        """
        attribution_value attribution_model attribution_method attribution_window_hr_click
        attribution_window_hr_view touchpoint_type touchpoint_ts touchpoint_url decline_reason utm_id utm_source
        utm_medium utm_campaign\
        """);
    return new Group("ad", members);
  }

  private static Group properties() {
    var members = new HashMap<String, Member>();
    put(members, Role.VALUE, Scalar.NUMBER, "value");
    put(members, Role.PLAIN, Scalar.NUMBER, "predicted_ltv");
    put(members, Role.CURRENCY, Scalar.TEXT, "currency");
    put(members, Role.PLAIN, Scalar.WHOLE, "num_items");
    put(members, Role.PLAIN, new ListOf(Scalar.TEXT), "content_ids");
    put(members, Role.PLAIN, new ListOf(contents()), "contents");
    put(
        members,
        Role.PLAIN,
        Scalar.TEXT,
        """
        content_type search_string query description order_id shop_id customer_type delivery_category status
        event_trigger_source\
        """);
    put(
        members,
        Role.PLAIN,
        new Anything(),
        """
        city region country checkin_date checkout_date num_adults num_children num_infants suggested_hotels
        departing_departure_date returning_departure_date departing_arrival_date returning_arrival_date
        origin_airport destination_airport destination_ids travel_class user_score preferred_num_stops travel_start
        travel_end suggested_destinations postal_code make model year state_of_vehicle mileage exterior_color
        interior_color transmission body_style fuel_type drivetrain preferred_price_range trim vin
        condition_of_vehicle viewcontent_type search_type registration_type\
        """);
    return new Group("properties", members);
  }

  private static Group contents() {
    var members = new HashMap<String, Member>();
    put(members, Role.CONTENT_ID, Scalar.TEXT, "content_id");
    put(members, Role.PLAIN, Scalar.TEXT, "content_name content_category brand");
    put(members, Role.PLAIN, Scalar.NUMBER, "price");
    put(members, Role.PLAIN, Scalar.WHOLE, "quantity");
    put(
        members,
        Role.PLAIN,
        new Anything(),
        "description availability sale_price on_sale review_count average_rating weight"
            + " weight_unit");
    return new Group("properties.contents", members);
  }

  private static void put(Map<String, Member> members, Role role, Shape shape, String names) {
    Words.in(names).forEach(name -> members.put(name, new Member(shape, role, EVERYWHERE)));
  }

  private static Member listed(Member member, Predicate<Source> isListed) {
    var sources = EnumSet.allOf(Source.class);
    sources.removeIf(isListed.negate());
    return new Member(member.shape(), member.role(), sources);
  }
}
