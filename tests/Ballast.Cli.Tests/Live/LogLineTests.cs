using Ballast.Cli.Live;
using Microsoft.Extensions.Logging;

namespace Ballast.Cli.Tests.Live;

/// <summary>What reaches the log and the live view's last line.</summary>
public sealed class LogLineTests
{
    [Fact]
    public void What_the_owner_is_told_is_written_also_where_it_is_the_end_of_an_alarm()
    {
        using StringWriter usual = new();
        using LogLineProvider lines = new(usual, TimeProvider.System);
        ILogger owner = lines.CreateLogger("");
        ILogger framework = lines.CreateLogger("Microsoft.Hosting");

        Write(owner, LogLevel.Error, "order-unknown: finding out");
        Write(owner, LogLevel.Information, "order-settled: order 1 is Filled");
        Write(framework, LogLevel.Information, "chatter");

        usual.ToString().ShouldBe(
            $"error: order-unknown: finding out{usual.NewLine}"
            + $"information: order-settled: order 1 is Filled{usual.NewLine}");
        lines.Latest!.Text.ShouldBe("information: order-settled: order 1 is Filled");
    }

    [Fact]
    public void A_sentence_that_no_logger_says_goes_to_the_file_of_a_live_view_too()
    {
        using ScratchDirectory scratch = new();
        string file = Path.Combine(scratch.Path, "ballast.log");
        using LogLineProvider lines = new(TextWriter.Null, TimeProvider.System);
        using IDisposable diversion = lines.DivertTo(file);

        lines.Say("policy.jsonc was changed and is not a policy");

        File.ReadAllText(file).ShouldEndWith("Z policy.jsonc was changed and is not a policy\n");
    }

    private static void Write(ILogger logger, LogLevel level, string sentence) =>
        logger.Log(level, default, sentence, null, (text, _) => text);
}
