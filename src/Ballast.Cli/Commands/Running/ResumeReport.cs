using System.Text.Json.Nodes;

namespace Ballast.Cli.Commands.Running;

/// <summary>What asking to resume came to, portfolio by portfolio. The documents are those of
/// <c>GET /api/v1/portfolios</c>.</summary>
internal sealed class ResumeReport
{
    private ResumeReport(IReadOnlyList<ResumeLine> lines) => Lines = lines;

    /// <summary>A line for each portfolio that was asked for.</summary>
    public IReadOnlyList<ResumeLine> Lines { get; }

    /// <summary>Whether something goes on that did not, or nothing had to.</summary>
    public bool IsFine => Lines.Any(line => line.Outcome == ResumeOutcome.Resumed)
        || Lines.All(line => line.Outcome == ResumeOutcome.Running);

    /// <summary>In a word.</summary>
    public string Outcome => Lines.Any(line => line.Outcome == ResumeOutcome.Resumed) ? "resumed"
        : IsFine ? "nothing-to-resume" : "not-resumed";

    /// <summary>Compares before with after.</summary>
    /// <param name="before">The portfolios when it was asked.</param>
    /// <param name="after">The portfolios a moment later.</param>
    /// <param name="portfolio">The one that was named; all where none was.</param>
    public static ResumeReport Of(JsonArray before, JsonArray after, string? portfolio) => new(
        [.. after.OfType<JsonObject>()
            .Where(item => portfolio is null || Word(item, "id") == portfolio)
            .Select(item => LineOf(before.OfType<JsonObject>().FirstOrDefault(old => IsSame(old, item)), item))]);

    /// <summary>Whether a portfolio that was started anew has not yet said what came of it.</summary>
    public static bool IsOpen(JsonArray after) => after.OfType<JsonObject>()
        .Any(item => Word(item, "status") == "recovering" && item["statusWhy"] is null);

    private static ResumeLine LineOf(JsonObject? before, JsonObject after)
    {
        string id = Word(after, "id");
        bool wasHeld = before is not null
            && (IsHeld(before) || Word(before, "status") is "stopped" or "refusedToStart");
        if (after["halt"] is JsonObject halt)
        {
            return new ResumeLine(
                id, ResumeOutcome.Halted, $"still halted by {Word(halt, "actor")}: {Sentence(halt["why"])}");
        }

        string why = Sentence(after["statusWhy"]);
        return Word(after, "status") switch
        {
            "refusedToStart" => new ResumeLine(id, ResumeOutcome.Refused, $"refused to start again: {why}"),
            "stopped" => new ResumeLine(id, ResumeOutcome.Refused, $"stopped again: {why}"),
            "recovering" when before is not null && IsHeld(before) => new ResumeLine(
                id, ResumeOutcome.Resumed, "resumed; it trades once its ledger and the venue agree"),
            "recovering" => new ResumeLine(
                id, ResumeOutcome.Waiting, $"not halted, but recovering: {(why.Length == 0 ? "not done yet" : why)}"),
            _ when wasHeld => new ResumeLine(id, ResumeOutcome.Resumed, "resumed"),
            _ => new ResumeLine(id, ResumeOutcome.Running, "was not halted"),
        };
    }

    private static bool IsHeld(JsonObject item) => item["halt"] is not null || item["breaker"] is not null;

    private static bool IsSame(JsonObject one, JsonObject other) => Word(one, "id") == Word(other, "id");

    private static string Sentence(JsonNode? reason) => reason is JsonObject said ? Word(said, "sentence") : "";

    private static string Word(JsonObject item, string name) =>
        item[name] is JsonValue value && value.TryGetValue(out string? word) ? word : "";
}

/// <summary>What became of one portfolio.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Outcome">In a word.</param>
/// <param name="Why">In a sentence.</param>
internal sealed record ResumeLine(string Id, ResumeOutcome Outcome, string Why);

/// <summary>What became of a portfolio that was asked to go on.</summary>
internal enum ResumeOutcome
{
    /// <summary>It goes on.</summary>
    Resumed = 0,

    /// <summary>Nothing held it.</summary>
    Running = 1,

    /// <summary>Nothing holds it but a recovery that is not done.</summary>
    Waiting = 2,

    /// <summary>It was started anew and stopped again.</summary>
    Refused = 3,

    /// <summary>Another halt holds it.</summary>
    Halted = 4,
}
