package org.disputedesk.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.disputedesk.rig.DeskNode;

/** Tasklist in one person's browser. */
final class Tasklist implements AutoCloseable {

    /** Tasklist asks who is logged in before anybody is, and for a welcome page that other installations have. */
    private static final Pattern USUAL = Pattern.compile("/auth/user/default|/camunda-welcome");

    private static final AtomicInteger SCREENSHOTS = new AtomicInteger();

    private final DeskNode desk;
    private final BrowserContext context;
    private final Page page;
    private final String who;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    Tasklist(Browser browser, DeskNode desk, String locale, String timeZone, String user) {
        this.desk = desk;
        this.who = locale;
        this.context = browser.newContext(new Browser.NewContextOptions()
                .setLocale(locale)
                .setTimezoneId(timeZone)
                .setViewportSize(1400, 900));
        this.page = context.newPage();
        page.setDefaultTimeout(20_000);
        page.onDialog(dialog -> {
            complaints.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.onPageError(error -> complaints.add("script: " + error));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")
                    && !USUAL.matcher(message.location()).find()) {
                complaints.add("console: " + message.text() + " " + message.location());
            }
        });
        logIn(user);
    }

    /** Opens the page until it stands: on a busy machine the first load may give up waiting for its own scripts. */
    private void logIn(String user) {
        for (int attempt = 1; ; attempt++) {
            page.navigate(desk.address() + "/camunda/app/tasklist/");
            try {
                page.locator("input[type=password]").waitFor(new Locator.WaitForOptions().setTimeout(15_000));
                break;
            } catch (TimeoutError e) {
                if (attempt == 4) {
                    throw e;
                }
            }
        }
        page.locator("input[type=text]").fill(user);
        page.locator("input[type=password]").fill(DeskNode.PASSWORD);
        page.locator("button[type=submit]").click();
        page.locator(".start-process-action").waitFor();
        page.locator("ol.tasks-list, .tasks-list .alert, .tasks-list .no-tasks, .task-filters")
                .first()
                .waitFor();
        complaints.clear();
    }

    Page page() {
        return page;
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Opens the form of the process with this name. */
    void opens(String process) {
        page.locator(".start-process-action a").click();
        page.locator(".modal .processes a")
                .filter(new FilterOptions().setHasText(process))
                .click();
        page.locator(".modal .fjs-form").waitFor();
    }

    void starts() {
        screenshot("intake");
        page.locator(".modal-footer button.btn-primary:visible").click();
        page.locator(".modal").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
    }

    /** Takes the task whose card shows these texts from the list, and claims it. */
    void takes(String... texts) {
        card(texts).click();
        page.locator(".fjs-form").waitFor();
        page.locator("[ng-click='claim()']:visible").click();
        page.locator("button[ng-click='complete()']:visible").waitFor();
        page.locator(".fjs-form input:not([disabled]), .fjs-form textarea:not([disabled])")
                .first()
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        screenshot("task");
    }

    /** The card in the list that shows all of these texts. */
    Locator card(String... texts) {
        Locator cards = page.locator("ol.tasks-list > li");
        for (String text : texts) {
            cards = cards.filter(new FilterOptions().setHasText(text));
        }
        return cards;
    }

    void completes() {
        page.locator("button[ng-click='complete()']:visible").click();
        page.locator(".fjs-form").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }

    /** Tries to complete the task, and reads why the desk does not take it. */
    void isRefused(String why) {
        page.locator("button[ng-click='complete()']:visible").click();
        page.locator(".page-notifications").getByText(why).waitFor();
        screenshot("refused");
    }

    /** What the table above the form says beside this label. */
    String fact(String label) {
        return page.locator(".fjs-form table tr")
                .filter(new FilterOptions()
                        .setHas(page.locator("td:first-child")
                                .getByText(label, new Locator.GetByTextOptions().setExact(true))))
                .locator("td")
                .last()
                .innerText();
    }

    private Locator field(String kind, String label) {
        String root = page.locator(".modal .fjs-form").count() > 0 ? ".modal " : "";
        return page.locator(root + ".fjs-form-field-" + kind)
                .filter(new FilterOptions().setHasText(label))
                .first();
    }

    Tasklist writes(String label, String text) {
        field("textfield", label).locator("input").fill(text);
        return this;
    }

    Tasklist writesAtLength(String label, String text) {
        field("textarea", label).locator("textarea").fill(text);
        return this;
    }

    Tasklist chooses(String label, String option) {
        Locator field = field("select", label);
        field.locator(".fjs-input-group").click();
        field.locator(".fjs-dropdownlist-item")
                .filter(new FilterOptions().setHasText(Pattern.compile("^" + option)))
                .first()
                .click();
        return this;
    }

    Tasklist ticks(String label, String option) {
        field("radio", label)
                .locator("label")
                .filter(new FilterOptions().setHasText(Pattern.compile("^\\s*" + option)))
                .first()
                .click();
        return this;
    }

    Tasklist dates(String label, String day) {
        Locator input = field("datetime", label).locator("input:not(.numInput)").first();
        input.fill(day);
        input.press("Tab");
        return this;
    }

    Tasklist times(String label, String time) {
        Locator input = field("datetime", label).locator("input:not(.numInput)").last();
        input.fill(time);
        input.press("Tab");
        return this;
    }

    void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of(
                        "target", "screenshots", who + "-" + SCREENSHOTS.incrementAndGet() + "-" + name + ".png")));
    }

    @Override
    public void close() {
        context.close();
    }
}
