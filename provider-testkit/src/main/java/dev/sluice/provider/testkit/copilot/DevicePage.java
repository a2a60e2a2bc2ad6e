package dev.sluice.provider.testkit.copilot;

import dev.sluice.provider.testkit.http.Request;
import dev.sluice.provider.testkit.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The page on which a person types the code and approves or denies it. */
final class DevicePage {

    private final DeviceCodes flow;

    DevicePage(DeviceCodes flow) {
        this.flow = flow;
    }

    Response show(Request request) {
        return page(200, "Device activation", form(request.query("user_code").orElse(""), ""));
    }

    Response decide(Request request) {
        // Only this page may post here: another site that knows a code must not approve it in the user's name.
        String origin = request.header("Sec-Fetch-Site").orElse("same-origin");
        if (!origin.equals("same-origin") && !origin.equals("none")) {
            return page(403, "Refused", "<p>This form can't be sent from another site.</p>");
        }
        String code = request.form("user_code").orElse("");
        boolean approved = request.form("decision").orElse("").equals("approve");
        if (!flow.decide(code, approved)) {
            return page(
                    422,
                    "Device activation",
                    form(code, "<p role=\"alert\">This code is not known, or it is used or expired.</p>"));
        }
        return approved
                ? page(200, "Congratulations, you're all set!", "<p>Your device is now connected.</p>")
                : page(200, "Cancelled", "<p>The device was not given access.</p>");
    }

    private static String form(String code, String alert) {
        return resource("device-form.html").replace("{{alert}}", alert).replace("{{code}}", escape(code));
    }

    private static Response page(int status, String title, String content) {
        String nonce = SimulatedCredentials.hex(16);
        String html = resource("device.html")
                .replace("{{nonce}}", nonce)
                .replace("{{title}}", title)
                .replace("{{content}}", content);
        return Response.of(status, "text/html; charset=utf-8", html)
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'nonce-" + nonce
                                + "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .header("Cache-Control", "no-store");
    }

    private static String resource(String name) {
        try (InputStream file = Objects.requireNonNull(DevicePage.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the page can't be read: " + name, unreadable);
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
