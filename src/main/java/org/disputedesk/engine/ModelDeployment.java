package org.disputedesk.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Deploys the models when the engine is built, each under its path in the repository, and only when one has changed. The
 * starter's own deployment names them differently in a folder and in a jar and loses forms of the same file name.
 */
@Component
@Order(1000)
class ModelDeployment extends AbstractProcessEnginePlugin {

    static final String NAME = "dispute-desk";

    private static final Logger log = LoggerFactory.getLogger(ModelDeployment.class);
    private static final List<String> PATTERNS = List.of("bpmn/*/*.bpmn", "bpmn/*/*.dmn", "forms/*/*.form");

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        DeploymentBuilder deployment = engine.getRepositoryService()
                .createDeployment()
                .name(NAME)
                .source("repository")
                .enableDuplicateFiltering(false);
        List<Model> models = models();
        for (Model model : models) {
            deployment.addInputStream(model.path(), model.open());
        }
        var deployed = deployment.deployWithResult();
        log.info(
                "{} models stand ready, {} processes of them new or changed",
                models.size(),
                deployed.getDeployedProcessDefinitions() == null
                        ? 0
                        : deployed.getDeployedProcessDefinitions().size());
    }

    /** One model file and where it stands in the repository. */
    record Model(String path, Resource resource) {

        java.io.InputStream open() {
            try {
                return resource.getInputStream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static List<Model> models() {
        var resolver = new PathMatchingResourcePatternResolver();
        List<Model> models = new ArrayList<>();
        try {
            for (String pattern : PATTERNS) {
                for (Resource resource : resolver.getResources("classpath*:" + pattern)) {
                    models.add(new Model(path(resource, pattern.substring(0, pattern.indexOf('/'))), resource));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        models.sort(Comparator.comparing(Model::path));
        return models;
    }

    private static String path(Resource resource, String room) throws IOException {
        String url = resource.getURL().toString();
        return url.substring(url.lastIndexOf("/" + room + "/") + 1);
    }
}
