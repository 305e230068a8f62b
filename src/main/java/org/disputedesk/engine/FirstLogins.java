package org.disputedesk.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Makes the groups, and at the first start one user of each with a password from the environment or a random one. There is
 * no default password; and because an administrator always exists, nobody can make himself the first one.
 */
@Component
@Order(900)
class FirstLogins extends AbstractProcessEnginePlugin {

    /** First user and group of each role, with the role's name for people. */
    private static final Map<String, Role> ROLES = new LinkedHashMap<>();

    static {
        ROLES.put("agent", new Role("agents", "Agents"));
        ROLES.put("lead", new Role("leads", "Leads"));
        ROLES.put("analyst", new Role("analysts", "Analysts"));
        ROLES.put("operator", new Role("operators", "Operators"));
        ROLES.put("admin", new Role(Groups.CAMUNDA_ADMIN, "Administrators"));
    }

    private record Role(String group, String name) {}

    private static final Logger log = LoggerFactory.getLogger(FirstLogins.class);
    private static final String SIGNS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int LENGTH = 20;

    private final Path home;
    private final Environment environment;

    FirstLogins(@Value("${desk.home}") Path home, Environment environment) {
        this.home = home;
        this.environment = environment;
    }

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        IdentityService identity = engine.getIdentityService();
        ROLES.values().forEach(role -> ensureGroup(identity, role));
        if (identity.createUserQuery().count() == 0) {
            createUsers(identity);
        } else if (identity.createUserQuery()
                        .memberOfGroup(Groups.CAMUNDA_ADMIN)
                        .count()
                == 0) {
            throw new IllegalStateException(
                    "Nobody is in the group camunda-admin any more, so the desk cannot be administered and does not"
                            + " start. Put a user into it (table ACT_ID_MEMBERSHIP), then start again.");
        }
    }

    private static void ensureGroup(IdentityService identity, Role role) {
        if (identity.createGroupQuery().groupId(role.group()).count() == 0) {
            Group group = identity.newGroup(role.group());
            group.setName(role.name());
            group.setType(role.group().equals(Groups.CAMUNDA_ADMIN) ? Groups.GROUP_TYPE_SYSTEM : "WORKFLOW");
            identity.saveGroup(group);
        }
    }

    private void createUsers(IdentityService identity) {
        Map<String, String> random = new LinkedHashMap<>();
        Map<String, String> passwords = new LinkedHashMap<>();
        for (String user : ROLES.keySet()) {
            String given = environment.getProperty("DESK_PASSWORD_" + user.toUpperCase(Locale.ROOT), "");
            String password = given.isBlank() ? randomPassword() : given;
            passwords.put(user, password);
            if (given.isBlank()) {
                random.put(user, password);
            }
        }
        if (!random.isEmpty()) {
            // before the users exist: a crash in between only makes new passwords at the next start
            Path file = write(random);
            log.info(
                    "First logins were written to {}. Read it, change the passwords, delete it.",
                    file.toAbsolutePath());
        }
        passwords.forEach((id, password) -> {
            User user = identity.newUser(id);
            user.setFirstName(id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1));
            user.setLastName("(first login)");
            user.setPassword(password);
            // whoever starts the desk chooses these; people's own later passwords follow the policy
            ((IdentityServiceImpl) identity).saveUser(user, true);
            Role role = ROLES.get(id);
            if (role != null) {
                identity.createMembership(id, role.group());
            }
        });
    }

    private Path write(Map<String, String> logins) {
        StringBuilder text =
                new StringBuilder("First logins of this desk. Change the passwords, then delete this file.\n");
        logins.forEach((user, password) ->
                text.append(user).append(' ').append(password).append('\n'));
        Path file = home.resolve("first-logins.txt");
        try {
            Files.createDirectories(home);
            Path half = home.resolve(".first-logins.txt");
            Files.deleteIfExists(half);
            if (Files.getFileStore(home).supportsFileAttributeView("posix")) {
                Files.createFile(
                        half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(half, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The first logins cannot be written to " + file, e);
        }
        return file;
    }

    private static String randomPassword() {
        var random = new SecureRandom();
        StringBuilder password = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            password.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return password.toString();
    }
}
