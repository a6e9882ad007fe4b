import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.util.DefaultReportImpl;
import java.io.File;

/** Runs epubcheck over the books named, all in one virtual machine. Exits with the number of complaints. */
class CheckBooks {
    public static void main(String[] files) {
        int complaints = 0;
        for (String file : files) {
            var report = new DefaultReportImpl(file);
            new EpubCheck(new File(file), report).doValidate();
            complaints += report.getFatalErrorCount() + report.getErrorCount() + report.getWarningCount();
        }
        System.exit(Math.min(complaints, 100));
    }
}
