package org.disputedesk.desk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;

/**
 * What the web server itself refuses, such as an address that is none, before the desk sees it: as {@code
 * application/problem+json} like every other refusal, and not as the server's own page.
 */
@Configuration
class WebServerProblems {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsInsteadOfPages() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(Report.class.getName());
            }
        });
    }

    /** Made by Tomcat from its name. */
    public static final class Report extends ErrorReportValve {

        @Override
        protected void report(Request request, Response response, @Nullable Throwable thrown) {
            int status = response.getStatus();
            if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            boolean isCallers = status < 500;
            try {
                response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
                response.setCharacterEncoding(StandardCharsets.UTF_8.name());
                response.getReporter()
                        .write("{\"type\":\"urn:dispute-desk:problem:" + (isCallers ? "rejected" : "unexpected")
                                + "\",\"title\":\""
                                + (isCallers ? "The desk cannot take this" : "Something went wrong in the desk")
                                + "\",\"status\":" + status + ",\"detail\":\""
                                + (isCallers
                                        ? "The address or the request is not well formed. Write special characters as"
                                                + " percent codes, such as %20."
                                        : "Try again; if it stays, tell your operator the time of this answer.")
                                + "\"}");
                response.finishResponse();
            } catch (IOException | IllegalStateException e) {
                // the caller has gone, and nobody is left to be told
                return;
            }
        }
    }
}
