package org.disputedesk.attachment;

import org.disputedesk.dispute.Refusals;

/** There is no memory for one more file at this moment; nothing of it was kept, and in a few seconds there will be. */
public class UploadsBusy extends RuntimeException {

    /** After how many seconds it is worth trying again. */
    public static final int TRY_AGAIN_AFTER = 5;

    UploadsBusy() {
        super(Refusals.said("uploadsBusy"), null, false, false);
    }
}
