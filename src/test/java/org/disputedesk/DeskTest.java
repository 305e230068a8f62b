package org.disputedesk;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.disputedesk.process.ScriptedPorts;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ContextConfiguration;

/** A test against the whole desk. All tests with this annotation share one desk, which is started once. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(
        classes = {DisputeDesk.class, ScriptedPorts.class},
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "camunda.bpm.job-execution.enabled=false",
            "desk.outbox.enabled=false",
            "desk.inbox.orders.enabled=false",
            "desk.inbox.mail.enabled=false",
            "desk.erasure.enabled=false",
            "desk.anchors.enabled=false",
            "desk.shop-name=Kaze Trading"
        })
@ContextConfiguration(initializers = DeskTestHome.class)
public @interface DeskTest {}
