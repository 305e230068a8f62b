package org.disputedesk.desk;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/** Checks logins against the engine's users; the authorities of a login are its groups. */
@Component
class EngineLogins implements AuthenticationProvider {

    private static final int LONGEST_USER = 64;
    private static final int LONGEST_PASSWORD = 200;

    private final IdentityService identity;

    EngineLogins(IdentityService identity) {
        this.identity = identity;
    }

    @Override
    public Authentication authenticate(Authentication login) {
        String user = login.getName();
        String password = String.valueOf(login.getCredentials());
        // hashing is slow on purpose, so nobody may have the desk hash a book
        boolean isPlausible = user.length() <= LONGEST_USER && password.length() <= LONGEST_PASSWORD;
        if (!isPlausible || !identity.checkPassword(user, password)) {
            throw new BadCredentialsException("Unknown user or wrong password");
        }
        return known(user);
    }

    /** A user whom somebody else has let in, with the groups he is in now. */
    Authentication known(String user) {
        List<SimpleGrantedAuthority> groups = identity.createGroupQuery().groupMember(user).list().stream()
                .map(group -> new SimpleGrantedAuthority(group.getId()))
                .toList();
        return UsernamePasswordAuthenticationToken.authenticated(user, null, groups);
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
