using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ballast.Core;
using Ballast.Core.Amounts;
using NodaTime;
using NodaTime.Text;

namespace Ballast.Engine.Journal;

/// <summary>
/// Reads one payload token by token, without the boxes and stacks of a general reader. Everything that is not of the
/// expected form throws <see cref="JsonException"/>.
/// </summary>
internal ref struct PayloadReader
{
    private const int LongestName = 64;

    private readonly char[] name = new char[LongestName];
    private Utf8JsonReader reader;

    /// <summary>Stands on the first token.</summary>
    public PayloadReader(ReadOnlySpan<byte> payload)
    {
        reader = new Utf8JsonReader(payload);
        reader.Read();
    }

    /// <summary>Reads one element of a list or one value of a map.</summary>
    public delegate T Element<out T>(ref PayloadReader reader);

    /// <summary>Whether the reader stands on <c>null</c>.</summary>
    public readonly bool IsNull => reader.TokenType == JsonTokenType.Null;

    /// <summary>Enters an object.</summary>
    public readonly void Enter() => Expect(JsonTokenType.StartObject);

    /// <summary>Goes on to the next member's value, or past the object's end.</summary>
    /// <param name="member">The member's name; good until the next call.</param>
    public bool Next(out ReadOnlySpan<char> member)
    {
        reader.Read();
        member = default;
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            return false;
        }

        if (reader.ValueSpan.Length > LongestName)
        {
            throw new JsonException("a member's name is too long");
        }

        member = name.AsSpan(0, reader.CopyString(name));
        reader.Read();
        return true;
    }

    /// <summary>Makes sure that nothing follows.</summary>
    public void End()
    {
        if (reader.Read())
        {
            throw new JsonException("something follows the payload");
        }
    }

    public readonly string Text()
    {
        Expect(JsonTokenType.String);
        return reader.GetString()!;
    }

    public readonly long Whole()
    {
        Expect(JsonTokenType.Number);
        return reader.GetInt64();
    }

    public readonly decimal Decimal() =>
        CanonicalDecimal.TryParse(Text(), out decimal value) ? value : throw Not("a plain decimal number");

    public readonly Instant Instant() =>
        InstantPattern.ExtendedIso.Parse(Text()).TryGetValue(default, out Instant at) ? at : throw Not("an instant");

    public readonly LocalDate Date() =>
        LocalDatePattern.Iso.Parse(Text()).TryGetValue(default, out LocalDate day) ? day : throw Not("a date");

    /// <summary>A value of an enum by its exact name.</summary>
    public readonly T Named<T>()
        where T : struct, Enum
    {
        Expect(JsonTokenType.String);
        foreach ((string known, T value) in Names<T>.All)
        {
            if (reader.ValueTextEquals(known))
            {
                return value;
            }
        }

        throw Not($"a {typeof(T).Name}");
    }

    public Reason Reason()
    {
        string? code = null;
        string? sentence = null;
        Enter();
        while (Next(out ReadOnlySpan<char> member))
        {
            switch (member)
            {
                case "code":
                    code = Text();
                    break;
                case "sentence":
                    sentence = Text();
                    break;
                default:
                    throw Unknown(member, nameof(Reason));
            }
        }

        return new Reason(code ?? throw Missing("code"), sentence ?? throw Missing("sentence"));
    }

    /// <summary>A value that is rare enough to be left to the general reader.</summary>
    public T Rare<T>(JsonTypeInfo<T> form) =>
        JsonSerializer.Deserialize(ref reader, form) ?? throw new JsonException($"a {typeof(T).Name} was expected");

    public ImmutableArray<T> List<T>(Element<T> element)
    {
        Expect(JsonTokenType.StartArray);
        ImmutableArray<T>.Builder? items = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items ??= ImmutableArray.CreateBuilder<T>();
            items.Add(element(ref this));
        }

        return items?.DrainToImmutable() ?? [];
    }

    public ImmutableSortedDictionary<Asset, T> ByAsset<T>(Element<T> element)
    {
        Enter();
        ImmutableSortedDictionary<Asset, T>.Builder? lines = null;
        while (Next(out ReadOnlySpan<char> member))
        {
            lines ??= ImmutableSortedDictionary.CreateBuilder<Asset, T>();
            lines[new Asset(member.ToString())] = element(ref this);
        }

        return lines?.ToImmutable() ?? ImmutableSortedDictionary<Asset, T>.Empty;
    }

    public static JsonException Unknown(ReadOnlySpan<char> member, string of) =>
        new($"'{member}' is not a member of {of}");

    public static JsonException Missing(string member) => new($"the member '{member}' is missing");

    private readonly JsonException Not(string what) => new($"'{reader.GetString()}' is not {what}");

    private readonly void Expect(JsonTokenType token)
    {
        if (reader.TokenType != token)
        {
            throw new JsonException($"{token} was expected, {reader.TokenType} is there");
        }
    }

    private static class Names<T>
        where T : struct, Enum
    {
        public static (string Name, T Value)[] All { get; } =
            [.. Enum.GetValues<T>().Select(value => (value.ToString(), value))];
    }
}
