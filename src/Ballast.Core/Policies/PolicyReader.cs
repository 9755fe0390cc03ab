using System.Text;
using System.Text.Json;
using Ballast.Core.Amounts;
using Ballast.Core.Policies.Consistency;
using Ballast.Core.Policies.Format;

namespace Ballast.Core.Policies;

/// <summary>
/// Reads a policy file: JSON with comments, in UTF-8. Strict: an unknown field, a wrong type, a
/// repeated field, a
/// number that a decimal cannot hold, a bound, a contradiction between fields, each is an error with its path. Numbers
/// are read from
/// their digits, never through a binary double; every decimal may also be given as text.
/// </summary>
/// <remarks>
/// Where the target does not name the quote, the policy read names it with a weight of zero, so that both spellings
/// have one hash.
/// </remarks>
public static class PolicyReader
{
    /// <summary>Larger files are refused unread: a policy of a thousand assets takes a tenth of it.</summary>
    public const int LargestFileBytes = 1 << 20;

    private const int DeepestNesting = 32;

    private const string JsonAllowed = "JSON with comments, in UTF-8: an object with portfolio, quote, accounts and "
        + "target";

    private const string ValueAllowed = "a JSON value: a number of digits, a text in quotes, true, false, an object or "
        + "a list";

    /// <summary>Reads a file's text.</summary>
    public static PolicyReading Read(string text)
    {
        // A lone surrogate becomes a replacement character here; names that hold one are refused as names.
        return Read(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Reads a file's bytes; a byte order mark is skipped.</summary>
    public static PolicyReading Read(ReadOnlyMemory<byte> utf8)
    {
        ReadOnlyMemory<byte> content = utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        if (content.Length > LargestFileBytes)
        {
            return Unreadable($"{content.Length} bytes", $"at most {LargestFileBytes} bytes", 1);
        }

        try
        {
            FileScan scan = FileScan.Of(
                content.Span,
                new JsonReaderOptions
                {
                    CommentHandling = JsonCommentHandling.Skip,
                    MaxDepth = DeepestNesting,
                });
            using JsonDocument document = JsonDocument.Parse(
                content,
                new JsonDocumentOptions
                {
                    CommentHandling = JsonCommentHandling.Skip,
                    MaxDepth = DeepestNesting,
                });
            return Interpret(document.RootElement, scan);
        }
        catch (JsonException malformed) when (malformed.Path is { } path)
        {
            int line = (int)(malformed.LineNumber ?? 0) + 1;
            return new PolicyReading.Refused(
                [new PolicyError { Path = path, Found = malformed.Message, Allowed = ValueAllowed, Line = line }]);
        }
        catch (JsonException malformed)
        {
            return Unreadable(Sentence(malformed.Message), JsonAllowed, (int)(malformed.LineNumber ?? 0) + 1);
        }
        catch (InvalidOperationException)
        {
            // The JSON reader's answer to text that is not Unicode; nothing else in it is asked for what it does not
            // have.
            return Unreadable("text that is not valid Unicode", JsonAllowed, 1);
        }
    }

    private static PolicyReading Interpret(JsonElement root, FileScan scan)
    {
        List<PolicyError> errors = [];
        _ = PolicyTable.File.TryRead(new Spot(root, "$", errors), out Policy policy);
        errors.AddRange(PolicyRules.Broken(policy, errors));
        if (errors.Count > 0)
        {
            return new PolicyReading.Refused(
                [.. errors.Select(error => error with { Line = scan.LineOf(error.Path) })]);
        }

        Policy complete = policy.Target.ContainsKey(policy.Quote)
            ? policy
            : policy with { Target = policy.Target.Add(policy.Quote, Weight.Zero) };
        return new PolicyReading.Read(complete, PolicyWriter.Hash(complete));
    }

    private static PolicyReading.Refused Unreadable(string found, string allowed, int line) =>
        new([new PolicyError { Path = "$", Found = found, Allowed = allowed, Line = line }]);

    /// <summary>The framework appends its own position; ours counts lines from one.</summary>
    private static string Sentence(string message) => message switch
    {
        _ when message.Contains("trailing comma", StringComparison.Ordinal) => "a comma with nothing after it",
        _ when message.Contains("any JSON tokens", StringComparison.Ordinal) => "nothing but blanks and comments",
        _ when message.Contains("isFinalBlock", StringComparison.Ordinal)
            || message.Contains("Expected depth", StringComparison.Ordinal) => "an end before all brackets are closed",
        _ => message.Split(" LineNumber:")[0].Split(" Path:")[0].TrimEnd('.', ' '),
    };
}
