package org.disputedesk.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Holds every deployment against the {@link ModelPolicy}, whatever route it came by: REST, Camunda Modeler, Java, the
 * desk's own start, a redeployment. It stands before the engine's own deployers, in the same transaction, and sees all
 * files of a deployment, also those the engine would store without reading; a refusal rolls everything back.
 */
@Order(Ordered.LOWEST_PRECEDENCE)
public class ModelGuard extends AbstractProcessEnginePlugin {

    private final ModelPolicy policy;

    /** @param policy what a model may contain */
    public ModelGuard(ModelPolicy policy) {
        this.policy = policy;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        List<Deployer> deployers =
                new ArrayList<>(Objects.requireNonNullElse(configuration.getCustomPreDeployers(), List.of()));
        deployers.add(0, this::check);
        configuration.setCustomPreDeployers(deployers);
    }

    private void check(DeploymentEntity deployment) {
        // Deployers run again when a stored definition is loaded into the cache. Cases that run on it must be able to
        // finish under a policy that became stricter; what SafeExpressions forbids is out of reach for them too.
        if (!deployment.isNew()) {
            return;
        }
        List<ModelPolicy.Violation> violations = new ArrayList<>();
        if (deployment.getTenantId() != null) {
            violations.add(new ModelPolicy.Violation(
                    deployment.getTenantId(),
                    "tenant",
                    "The deployment belongs to a tenant.",
                    "Deploy it without one; the desk has no tenants."));
        }
        for (ResourceEntity resource : deployment.getResources().values()) {
            violations.addAll(policy.check(resource.getName(), resource.getBytes()));
        }
        if (!violations.isEmpty()) {
            throw new ModelRefused(violations);
        }
    }
}
