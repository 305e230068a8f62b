package org.disputedesk.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * The HTML files under {@code pages/}. They cannot compute anything, and every value is escaped for text and for quoted
 * attributes; what they name and the page does not know is an error.
 */
@Component
class Templates {

    private final Map<String, Template> compiled = new ConcurrentHashMap<>();
    private final Mustache.Compiler compiler = Mustache.compiler()
            .escapeHTML(true)
            .strictSections(true)
            .emptyStringIsFalse(true)
            .nullValue("")
            .withLoader(Templates::open);

    /** The page of this name, filled in. */
    String render(String name, Map<String, ?> model) {
        return compiled.computeIfAbsent(name, this::compile).execute(model);
    }

    private Template compile(String name) {
        try (Reader file = open(name)) {
            return compiler.compile(file);
        } catch (IOException e) {
            throw new IllegalStateException("pages/" + name + ".html", e);
        }
    }

    private static Reader open(String name) throws IOException {
        return new InputStreamReader(
                new ClassPathResource("pages/" + name + ".html").getInputStream(), StandardCharsets.UTF_8);
    }
}
