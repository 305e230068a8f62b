package org.disputedesk.desk;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What people are shown instead of the page they asked for. */
public interface PageNotices {

    /** 401: nobody is logged in. */
    void logInFirst(HttpServletRequest request, HttpServletResponse response) throws IOException;

    /** 403: this person may not do that, or the page it was asked from was not the desk's. */
    void notAllowed(HttpServletRequest request, HttpServletResponse response) throws IOException;

    /** 413: the files are too many or too large. */
    void tooLarge(HttpServletRequest request, HttpServletResponse response) throws IOException;

    /** 503: others upload so much at this moment that there is no room. */
    void busy(HttpServletRequest request, HttpServletResponse response) throws IOException;
}
