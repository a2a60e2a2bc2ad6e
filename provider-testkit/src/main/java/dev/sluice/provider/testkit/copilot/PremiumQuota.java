package dev.sluice.provider.testkit.copilot;

import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/** The account's quota of premium requests of this month. Thread-safe. */
public final class PremiumQuota {

    private static final String RESET = "2026-10-01T00:00:00Z";

    private int entitlement = 300;
    private double remaining = 300;
    private boolean overagePermitted;
    private double overage;

    PremiumQuota() {}

    /** Sets what there is; an entitlement of -1 means without limit. */
    public synchronized void set(int requests, double left, boolean mayExceed) {
        entitlement = requests;
        remaining = left;
        overagePermitted = mayExceed;
        overage = 0;
    }

    /** Premium requests left. */
    public synchronized double remaining() {
        return remaining;
    }

    synchronized boolean exhausted() {
        return remaining <= 0 && !overagePermitted && entitlement != -1;
    }

    synchronized void use(double requests) {
        if (entitlement == -1) {
            return;
        }
        overage += Math.max(0, requests - Math.max(0, remaining));
        remaining -= requests;
    }

    private double percent() {
        return entitlement <= 0 ? 100 : Math.round(remaining * 1_000 / entitlement) / 10.0;
    }

    synchronized String premiumHeader() {
        return header(entitlement, overage, overagePermitted, percent());
    }

    static String unlimitedHeader() {
        return header(-1, 0, false, 100);
    }

    private static String header(int entitlement, double overage, boolean permitted, double percent) {
        return String.format(
                Locale.ROOT,
                "ent=%d&ov=%.1f&ovPerm=%s&rem=%.1f&rst=%s",
                entitlement,
                overage,
                permitted,
                percent,
                URLEncoder.encode(RESET, StandardCharsets.UTF_8));
    }

    synchronized JsonObject snapshots(Instant now) {
        JsonObject premium = JsonValues.object(
                "quota_id",
                "premium_interactions",
                "entitlement",
                entitlement,
                "remaining",
                (long) Math.floor(remaining),
                "quota_remaining",
                remaining,
                "percent_remaining",
                percent(),
                "unlimited",
                entitlement == -1,
                "overage_count",
                (long) overage,
                "overage_permitted",
                overagePermitted,
                "has_quota",
                !exhausted(),
                "timestamp_utc",
                now.toString());
        return JsonValues.object(
                "chat",
                unlimited("chat", now),
                "completions",
                unlimited("completions", now),
                "premium_interactions",
                premium);
    }

    private static JsonObject unlimited(String id, Instant now) {
        return JsonValues.object(
                "quota_id",
                id,
                "entitlement",
                0,
                "remaining",
                0,
                "quota_remaining",
                0.0,
                "percent_remaining",
                100.0,
                "unlimited",
                true,
                "overage_count",
                0,
                "overage_permitted",
                false,
                "timestamp_utc",
                now.toString());
    }
}
