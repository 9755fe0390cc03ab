using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Policies.Format;
using NodaTime;
using NodaTime.Text;

namespace Ballast.Core.Targets.Moving;

/// <summary>The form of external documents: strict JSON, read and described by one table of fields as the policy file
/// is.</summary>
public static class ExternalDocumentFormat
{
    /// <summary>Larger documents are refused unread.</summary>
    public const int LargestBytes = 1 << 20;

    private const int DeepestNesting = 4;

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        // It is a file of its own, never inside HTML; plus signs stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Kind<Instant> Time = new TextKind<Instant>
    {
        IsValid = text => InstantPattern.ExtendedIso.Parse(text).Success,
        Make = text => InstantPattern.ExtendedIso.Parse(text).GetValueOrThrow(),
        Text = InstantPattern.ExtendedIso.Format,
        Words = "an instant in UTC such as \"2026-01-31T06:00:00Z\"",
        Pattern = @"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$",
    };

    private static readonly Kind<string> Regime = new TextKind<string>
    {
        IsValid = text => text is RegimeJudge.Calm or RegimeJudge.Stressed,
        Make = text => text,
        Text = text => text,
        Words = "\"calm\" or \"stressed\"",
        Pattern = "^(calm|stressed)$",
    };

    private static readonly Block<ExternalDocument> Document = new(
        new ExternalDocument { AsOf = NodaConstants.UnixEpoch },
        new Binding<ExternalDocument, Instant>(Time, (document, at) => document with { AsOf = at })
            .Always(
                "asOf",
                "When the program worked it out, by the market's clock: a simulated or replayed market has its own.",
                document => document.AsOf).Required(),
        new Binding<ExternalDocument, ImmutableSortedDictionary<Asset, Weight>>(
            PolicyKinds.Weighting, (document, weights) => document with { Weights = weights })
            .Sometimes(
                "weights",
                "The weight of each asset, as fractions that sum to exactly 1; or regime.",
                document => document.Weights.IsEmpty ? [] : [document.Weights]),
        new Binding<ExternalDocument, string>(Regime, (document, regime) => document with { Regime = regime })
            .Sometimes(
                "regime",
                "The regime that holds; or weights.",
                document => document.Regime.Length == 0 ? [] : [document.Regime]));

    /// <summary>The JSON Schema (2020-12) of the document, ending with a line feed. It cannot say that weights sum to
    /// one
    /// and that there is one of weights and regime.</summary>
    public static string Schema()
    {
        JsonObject schema = new()
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Ballast external target",
            ["description"] = "What a program of the owner's says of a portfolio's target.",
        };
        foreach ((string name, JsonNode? value) in Document.Schema().ToArray())
        {
            schema[name] = value?.DeepClone();
        }

        return schema.ToJsonString(Layout) + "\n";
    }

    /// <summary>Reads a document.</summary>
    /// <param name="utf8">Its bytes.</param>
    /// <param name="source">What reasons call it.</param>
    public static ExternalReading Read(ReadOnlyMemory<byte> utf8, string source)
    {
        if (utf8.Length > LargestBytes)
        {
            return Unread($"{source} has more than {LargestBytes} bytes");
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(
                utf8, new JsonDocumentOptions { MaxDepth = DeepestNesting });
            List<PolicyError> errors = [];
            _ = Document.TryRead(new Spot(json.RootElement, "$", errors), out ExternalDocument document);
            return errors.Concat(Broken(document, errors)).FirstOrDefault() is { } error
                ? Unread($"{source}, {error.Path}: found {error.Found}; allowed: {error.Allowed}")
                : new ExternalReading.Read(document with
                {
                    Fingerprint = Convert.ToHexStringLower(SHA256.HashData(utf8.Span)),
                });
        }
        catch (JsonException malformed)
        {
            return Unread($"{source} is not JSON: {malformed.Message.Split(" LineNumber:")[0].TrimEnd('.', ' ')}");
        }
        catch (InvalidOperationException)
        {
            // The JSON reader's answer to text that is not Unicode.
            return Unread($"{source} holds text that is not valid Unicode");
        }
    }

    private static IEnumerable<PolicyError> Broken(ExternalDocument document, List<PolicyError> errors)
    {
        if (errors.Count > 0)
        {
            return [];
        }

        return document.Weights.IsEmpty == (document.Regime.Length == 0)
            ? [new PolicyError
                {
                    Path = "$",
                    Found = document.Weights.IsEmpty ? "neither weights nor regime" : "weights and regime",
                    Allowed = "one of them",
                }]
            : Policies.Consistency.TargetRules.SumsToOne("$.weights", document.Weights.Values);
    }

    private static ExternalReading.Unread Unread(string sentence) => new(new Reason("external-unread", sentence));
}
