package dev.waybill.tiktok;

import java.util.List;

/** The standard events of TikTok, all sources together; names are case-sensitive. */
final class EventNames {
  static final List<String> ALL =
      List.of(
          "AchieveLevel",
          "AddPaymentInfo",
          "AddToCart",
          "AddToWishlist",
          "ApplicationApproval",
          "Checkout",
          "CompleteRegistration",
          "CompleteTutorial",
          "Contact",
          "CreateGroup",
          "CreateRole",
          "CustomizeProduct",
          "Download",
          "FindLocation",
          "GenerateLead",
          "InAppADClick",
          "InAppADImpr",
          "InitiateCheckout",
          "InstallApp",
          "JoinGroup",
          "LaunchAPP",
          "Lead",
          "LoanApplication",
          "LoanApproval",
          "LoanDisbursal",
          "Login",
          "Purchase",
          "Rate",
          "Registration",
          "Schedule",
          "Search",
          "SpendCredits",
          "StartTrial",
          "SubmitApplication",
          "Subscribe",
          "UnlockAchievement",
          "ViewContent");

  private EventNames() {}
}
