package org.disputedesk.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.CharacterData;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Reads the XML of a model without fetching or expanding anything. */
final class ModelXml {

    private static final int MAX_DEPTH = 64;

    /** XML the desk does not read. */
    static final class Unreadable extends Exception {
        Unreadable(@Nullable String message) {
            super(message);
        }
    }

    private ModelXml() {}

    static Document parse(byte[] content) throws Unreadable {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setXIncludeAware(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            Document document = builder.parse(new ByteArrayInputStream(content));
            checkDepth(document.getDocumentElement());
            return document;
        } catch (SAXException | IOException wrong) {
            throw new Unreadable(wrong.getMessage());
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Not recursive, so that no nesting can hurt it. */
    private static void checkDepth(Element root) throws Unreadable {
        int depth = 1;
        Node node = root;
        while (node != null) {
            if (depth > MAX_DEPTH) {
                throw new Unreadable("elements are nested more than " + MAX_DEPTH + " deep");
            }
            Node next = node.getFirstChild();
            if (next != null) {
                depth++;
            } else {
                while (node != root && node.getNextSibling() == null) {
                    node = node.getParentNode();
                    depth--;
                }
                next = node == root ? null : node.getNextSibling();
            }
            node = next;
        }
    }

    static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element found) {
                children.add(found);
            }
        }
        return children;
    }

    static List<Attr> attributes(Element element) {
        List<Attr> attributes = new ArrayList<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Attr attribute = (Attr) element.getAttributes().item(i);
            if (!XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI())) {
                attributes.add(attribute);
            }
        }
        return attributes;
    }

    /** The element's own text, without that of its children. */
    static String text(Element element) {
        StringBuilder text = new StringBuilder();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof CharacterData data && child.getNodeType() != Node.COMMENT_NODE) {
                text.append(data.getData());
            }
        }
        return text.toString();
    }

    static String namespace(Node node) {
        return Objects.requireNonNullElse(node.getNamespaceURI(), "");
    }

    /** The id of the element, or of the nearest one around it. */
    static String idOf(Element element) {
        Node node = element;
        while (node instanceof Element around) {
            if (!around.getAttribute("id").isEmpty()) {
                return around.getAttribute("id");
            }
            node = node.getParentNode();
        }
        return element.getNodeName();
    }

    /** Everything the parser complains about makes the file unreadable, and nothing is printed. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException exception) {
            // says nothing about what the file means
        }

        @Override
        public void error(SAXParseException exception) throws SAXException {
            throw exception;
        }

        @Override
        public void fatalError(SAXParseException exception) throws SAXException {
            throw exception;
        }
    }
}
