import java.io.FileInputStream;
import java.io.InputStream;
import java.util.*;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.*;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.*;
import org.verapdf.pdfa.validation.profiles.*;
import org.w3c.dom.*;

/**
 * Holds PDFs against PDF/A-3a and PDF/UA-1 with veraPDF's engine and its own profiles, both out of the jar on the class
 * path: java -cp JAR CheckPdf.java FILE... prints a line "FILE, tab, what is wrong" for every rule that is broken.
 * Exit codes: 0 nothing is wrong, 1 something is.
 */
public class CheckPdf {
    static final String PROFILES = "org/verapdf/pdfa/validation/";
    static final Map<PDFAFlavour, String> ASKED =
        Map.of(PDFAFlavour.PDFA_3_A, "PDFA-3A.xml", PDFAFlavour.PDFUA_1, "PDFUA-1.xml");

    public static void main(String[] files) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        boolean sound = true;
        for (var asked : ASKED.entrySet()) {
            ValidationProfile profile = profile(asked.getKey(), asked.getValue());
            for (String file : files) {
                sound &= check(file, asked.getKey(), profile);
            }
        }
        System.exit(sound ? 0 : 1);
    }

    static boolean check(String file, PDFAFlavour flavour, ValidationProfile profile) throws Exception {
        VeraPDFFoundry foundry = Foundries.defaultInstance();
        try (InputStream in = new FileInputStream(file);
                PDFAParser parser = foundry.createParser(in, flavour);
                PDFAValidator validator = foundry.createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            Map<String, String> broken = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    RuleId rule = assertion.getRuleId();
                    broken.putIfAbsent(rule.getClause() + "-" + rule.getTestNumber(), assertion.getMessage());
                }
            }
            broken.forEach((rule, what) -> System.out.println(file + "\t" + flavour + " " + rule + ": " + what));
            if (!result.isCompliant() && broken.isEmpty()) {
                System.out.println(file + "\t" + flavour + ": not compliant");
            }
            return result.isCompliant();
        }
    }

    /** Returns a profile of the jar. The engine's own reader needs a library that the jar has not. */
    static ValidationProfile profile(PDFAFlavour flavour, String name) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document document;
        try (InputStream in = CheckPdf.class.getClassLoader().getResourceAsStream(PROFILES + name)) {
            document = factory.newDocumentBuilder().parse(in);
        }
        Set<Rule> rules = new HashSet<>();
        for (Element rule : all(document.getDocumentElement(), "rule")) {
            Element id = child(rule, "id");
            RuleId ruleId = Profiles.ruleIdFromValues(
                PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"),
                Integer.parseInt(id.getAttribute("testNumber")));
            Element error = child(rule, "error");
            List<ErrorArgument> arguments = new ArrayList<>();
            for (Element argument : all(error, "argument")) {
                String called = argument.hasAttribute("name") ? argument.getAttribute("name") : null;
                arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent().trim(), called, null));
            }
            rules.add(Profiles.ruleFromValues(
                ruleId,
                rule.getAttribute("object"),
                rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
                rule.getAttribute("tags"),
                text(rule, "description"),
                text(rule, "test"),
                Profiles.errorFromValues(text(error, "message"), arguments),
                List.of()));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element variable : all(document.getDocumentElement(), "variable")) {
            variables.add(Profiles.variableFromValues(
                variable.getAttribute("name"),
                variable.getAttribute("object"),
                text(variable, "defaultValue"),
                text(variable, "value")));
        }
        ProfileDetails details = Profiles.profileDetailsFromValues(name, name, "veraPDF", new Date(0));
        return Profiles.profileFromValues(flavour, details, "", rules, variables);
    }

    static List<Element> all(Element parent, String tag) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getElementsByTagNameNS("*", tag);
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    static Element child(Element parent, String tag) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && tag.equals(node.getLocalName())) {
                return element;
            }
        }
        return null;
    }

    static String text(Element parent, String tag) {
        Element found = child(parent, tag);
        return found == null ? "" : found.getTextContent().trim();
    }
}
