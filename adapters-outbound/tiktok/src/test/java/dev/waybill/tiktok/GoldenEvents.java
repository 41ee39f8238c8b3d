package dev.waybill.tiktok;

import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Set;

/** One canonical event for each source and standard event, with all that can be known of it. */
final class GoldenEvents {
  private static final Set<String> OF_PRODUCTS =
      Set.of(
          "AddPaymentInfo",
          "AddToCart",
          "AddToWishlist",
          "Checkout",
          "CustomizeProduct",
          "InitiateCheckout",
          "Purchase",
          "ViewContent");
  private static final Set<String> WORTH_SOMETHING =
      Set.of(
          "LoanDisbursal", "SpendCredits", "StartTrial", "SubmitApplication", "Subscribe", "Lead");

  private GoldenEvents() {}

  static JsonObject of(EventSource source, String name) {
    var event =
        JsonObject.builder()
            .put("event", name)
            .put("event_time", "2026-09-21T16:13:20.500+02:00")
            .put("event_source", source.wire())
            .put("event_id", source.wire() + "-" + name)
            .put("context", context(source))
            .put("properties", properties(name));
    return source == EventSource.WEB || source == EventSource.APP
        ? event.put("limited_data_use", false).build()
        : event.build();
  }

  private static JsonObject context(EventSource source) {
    return TikTokBench.settings(
        switch (source) {
          case WEB ->
              """
              {"email": " ALICE_abc@gmail.com ", "phone": "(+1)2133734253", "external_id": "user_123",
               "ttclid": "E.C.P.opaque", "ttp": "94e2a4j9-h3ss-k5h5-98cc-c84n", "ip": "8.8.8.8",
               "user_agent": "Mozilla/5.0 (X11)", "locale": "en-US", "first_name": "Jane",
               "last_name": "O'Neil", "city": "Los Angeles", "state": "California", "country": "USA",
               "zip_code": "95110-1234",
               "page": {"url": "https://shop.example/mugs?ttclid=E.C.P.opaque",
                        "referrer": "https://www.example.com/"}}""";
          case APP ->
              """
              {"email": ["alice_abc@gmail.com", "jane@shop.example"], "phone": "+12133734253",
               "ip": "2001:4860:4860::8888", "user_agent": "Shop/3.1 (Android 16)", "locale": "en-GB",
               "gaid": "38400000-8CF0-11BD-B23E-10B96E40000D", "att_status": "not_applicable",
               "app": {"app_id": "com.example.shop", "app_name": "Shop", "app_version": "3.1.0"},
               "ad": {"callback": "cb-1", "campaign_id": 170000000000000001, "ad_id": "17",
                      "creative_id": "18", "is_retargeting": false, "attributed": true,
                      "attribution_type": "click_through", "attribution_provider": "Example MMP",
                      "attribution_share": 0.5}}""";
          case OFFLINE ->
              """
              {"email": ["alice_abc@gmail.com", "jane@shop.example"],
               "phone": ["+12133734253", "+442079460018"]}""";
          case CRM ->
              """
              {"email": "alice_abc@gmail.com", "phone": "+12133734253", "external_id": ["a-1", "a-2"],
               "lead_id": "7000000000000000099", "lead_event_source": "ExampleCRM"}""";
        });
  }

  private static JsonObject properties(String name) {
    if (OF_PRODUCTS.contains(name)) {
      var sale =
          TikTokBench.settings(
              """
              {"value": 59.80, "currency": "eur", "num_items": 2, "content_ids": ["SKU-1"],
               "contents": [{"content_id": "SKU-1", "content_name": "Mug", "content_category": "Kitchen",
                             "brand": "Acme", "price": 29.90, "quantity": 2}],
               "customer_type": "returning"}""");
      return name.equals("Purchase")
          ? with(sale, "{\"order_id\": 1001, \"shop_id\": \"store-4\"}")
          : sale;
    }
    if (WORTH_SOMETHING.contains(name)) {
      return TikTokBench.settings("{\"value\": 9.99, \"currency\": \"USD\"}");
    }
    return TikTokBench.settings(
        name.equals("Search")
            ? "{\"search_string\": \"blue mug\"}"
            : "{\"description\": \"spring\"}");
  }

  private static JsonObject with(JsonObject object, String more) {
    var members = new LinkedHashMap<>(object.members());
    members.putAll(TikTokBench.settings(more).members());
    return new JsonObject(members);
  }
}
