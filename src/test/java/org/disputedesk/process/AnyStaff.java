package org.disputedesk.process;

import static org.disputedesk.process.Desk.TOKYO;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.disputedesk.dispute.DisputeFacts;
import org.jspecify.annotations.Nullable;

/**
 * Staff who fill in any form with anything it takes, read from the form itself, so that forms of new processes are filled in
 * as well.
 */
final class AnyStaff {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern VALUE = Pattern.compile("value: (?:\"([^\"]*)\"|(true|false))");

    /** They open other cases, or place messages of no case. */
    private static final Pattern OTHER_CASES = Pattern.compile("further.*|also.*|placement.*|rememberPlacement");

    private final Desk desk;
    private final Random dice;

    AnyStaff(Desk desk, Random dice) {
        this.desk = desk;
        this.dice = dice;
    }

    /** Answers to all that the form of a task asks for. */
    Answers answers(Dispute dispute, String task) {
        Map<String, Object> answers = new LinkedHashMap<>();
        for (JsonNode field : fields(dispute.taskId(task))) {
            String key = field.path("key").asText();
            if (!OTHER_CASES.matcher(key).matches()) {
                Object answer = answer(dispute, task, field, key);
                if (answer != null) {
                    answers.put(key, answer);
                }
            }
        }
        if ("NONE".equals(answers.get("addressFault"))) {
            answers.put("addressCorrect", true);
        }
        return new Answers(answers);
    }

    private List<JsonNode> fields(String taskId) {
        try (InputStream form = desk.engine.getFormService().getDeployedTaskForm(taskId)) {
            List<JsonNode> all = new ArrayList<>();
            collect(JSON.readTree(form), all);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(JsonNode parent, List<JsonNode> all) {
        for (JsonNode child : parent.path("components")) {
            if (!child.path("key").asText().isEmpty()) {
                all.add(child);
            }
            collect(child, all);
        }
    }

    private @Nullable Object answer(Dispute dispute, String task, JsonNode field, String key) {
        LocalDate today = desk.now().atZone(TOKYO).toLocalDate();
        return switch (field.path("type").asText()) {
            case "radio", "select" -> choice(field, key);
            case "checkbox" -> dice.nextInt(8) == 0;
            case "datetime" -> today.minusDays(1) + "T10:00";
            case "textarea" ->
                key.startsWith("letter") || key.equals("holdingText") ? draft(dispute, task, key) : "確認済み。";
            case "textfield" -> {
                if (key.endsWith("Date")) {
                    yield (key.startsWith("return") || key.startsWith("lastScan") ? today : today.plusDays(3))
                            .toString();
                }
                if (key.endsWith("Amount") || key.equals("orderValue") || key.equals("expediteCost")) {
                    yield String.valueOf(List.of("100", "3980", "25000").get(dice.nextInt(3)));
                }
                yield switch (key) {
                    case "currency" -> "JPY";
                    case "carrier" -> "Yamato";
                    case "orderId" -> dispute.orderId();
                    default -> "R-" + dice.nextInt(1000);
                };
            }
            default -> null;
        };
    }

    private @Nullable Object choice(JsonNode field, String key) {
        List<String> values = new ArrayList<>();
        field.path("values").forEach(option -> values.add(option.path("value").asText()));
        Matcher found = VALUE.matcher(field.path("valuesExpression").asText());
        while (found.find()) {
            String value = found.group(1) == null ? found.group(2) : found.group(1);
            if (!values.contains(value)) {
                values.add(value);
            }
        }
        values.remove("");
        if (values.isEmpty()) {
            return null;
        }
        String value = values.get(dice.nextInt(values.size()));
        boolean isFlag =
                DisputeFacts.all().containsKey(key) && DisputeFacts.named(key).type() == Boolean.class;
        return isFlag ? Boolean.valueOf(value) : value;
    }

    /** The draft, with something sensible for what the desk does not know. */
    private String draft(Dispute dispute, String task, String key) {
        try {
            return String.valueOf(dispute.form(task, key)).replaceAll("\\$\\{[A-Za-z]+}", "確認中");
        } catch (java.util.NoSuchElementException notShown) {
            return "ご連絡いたします。";
        }
    }
}
