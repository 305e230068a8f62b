package org.disputedesk.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.Test;

/** Tasklist shows the names of models in Japanese and Chinese, so its list of words knows each of them. */
class TasklistWordsTest {

    private static final Pattern ENTRY =
            Pattern.compile("^ {2}(?:'([^']+)'|\"([^\"]+)\"): \\['([^']+)', '([^']+)'\\],?$", Pattern.MULTILINE);

    @Test
    void every_process_and_every_task_of_a_person_has_a_japanese_and_a_chinese_name() throws IOException {
        String words = Files.readString(Repository.ROOT.resolve(
                "src/main/resources/META-INF/resources/webjars/camunda/app/tasklist/scripts/words.js"));
        Set<String> known = new TreeSet<>();
        Matcher entries = ENTRY.matcher(words);
        while (entries.find()) {
            known.add(entries.group(1) == null ? entries.group(2) : entries.group(1));
        }

        Set<String> shown = new TreeSet<>();
        Repository.rooms().forEach(room -> {
            room.model().getModelElementsByType(Process.class).forEach(process -> shown.add(process.getName()));
            room.model().getModelElementsByType(UserTask.class).forEach(task -> shown.add(task.getName()));
        });

        assertThat(known).containsAll(shown);
    }
}
