using System.Collections.Immutable;
using System.Text.Json;
using Ballast.Adapters.Secrets;

namespace Ballast.Adapters.Connections;

/// <summary>
/// The fields of one object of the accounts file. A reader takes what it knows, and <see cref="End"/> refuses what is
/// left. Every fault is a <see cref="FormatException"/> that names the field by its path.
/// </summary>
internal sealed class ConnectionFields
{
    private readonly Dictionary<string, JsonElement> fields;
    private readonly SortedSet<string> known = new(StringComparer.Ordinal);

    private ConnectionFields(Dictionary<string, JsonElement> fields, string path)
    {
        this.fields = fields;
        Path = path;
    }

    /// <summary>Where the object is in the file.</summary>
    public string Path { get; }

    /// <summary>The names of the fields, as written.</summary>
    public ImmutableArray<string> Names => [.. fields.Keys];

    /// <summary>The fields of an object.</summary>
    public static ConnectionFields Of(JsonElement json, string path) => json.ValueKind == JsonValueKind.Object
        ? new ConnectionFields(
            json.EnumerateObject().ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal),
            path)
        : throw new FormatException($"{path} must be an object");

    /// <summary>The path of a field.</summary>
    public string At(string name) => $"{Path}.{name}";

    /// <summary>An object that must be there.</summary>
    public ConnectionFields Take(string name) => Of(Element(name) ?? throw Missing(name), At(name));

    /// <summary>An object, or <see langword="null"/> where the field is not there.</summary>
    public ConnectionFields? FindObject(string name) => Element(name) is { } json ? Of(json, At(name)) : null;

    /// <summary>A text that must be there and is not empty.</summary>
    public string Text(string name) => FindText(name) ?? throw Missing(name);

    /// <summary>A text that is not empty, or <see langword="null"/> where the field is not there.</summary>
    public string? FindText(string name) => Element(name) is not { } json ? null
        : json.ValueKind == JsonValueKind.String && json.GetString() is { Length: > 0 } text ? text
        : throw new FormatException($"{At(name)} must be a text that is not empty");

    /// <summary>A list of texts that are not empty; at least one.</summary>
    public ImmutableArray<string> Texts(string name)
    {
        JsonElement json = Element(name) ?? throw Missing(name);
        return json.ValueKind == JsonValueKind.Array && json.GetArrayLength() > 0
            && json.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String && item.GetString() is not "")
            ? [.. json.EnumerateArray().Select(item => item.GetString()!)]
            : throw new FormatException($"{At(name)} must be a list of texts with at least one");
    }

    /// <summary>The name of a secret; the secret itself must never be in the file.</summary>
    public SecretName Secret(string name) => SecretName.IsOne(Text(name))
        ? new SecretName(Text(name))
        : throw new FormatException(
            $"{At(name)} names a secret: lower-case letters, digits and hyphens; the secret itself is set with "
            + "'ballast keys set NAME'");

    /// <summary>Which network, out of those that the kind of venue has.</summary>
    public VenueNetwork Network(params ReadOnlySpan<VenueNetwork> allowed)
    {
        string text = Text("network");
        foreach (VenueNetwork network in allowed)
        {
            if (text == WordOf(network))
            {
                return network;
            }
        }

        throw new FormatException(
            $"{At("network")} is \"{text}\"; {string.Join(", ", allowed.ToArray().Select(WordOf))} are known");
    }

    /// <summary>The <c>address</c> of something on this machine: http, loopback, no name or password in it.</summary>
    public Uri LoopbackAddress()
    {
        string text = Text("address");
        return Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            && address is { Scheme: "http", IsLoopback: true, UserInfo: "" }
            ? address
            : throw new FormatException(
                $"{At("address")} must be an http address of this machine, such as http://127.0.0.1:5081");
    }

    /// <summary>The <c>address</c> of something elsewhere: https, no name or password in it, nothing behind its
    /// path.</summary>
    public Uri SecureAddress()
    {
        string text = Text("address");
        return Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            && address is { Scheme: "https", UserInfo: "", Query: "", Fragment: "" }
            ? address
            : throw new FormatException($"{At("address")} must be an https address, such as https://host/api/v1");
    }

    /// <summary>Refuses what no reader took.</summary>
    public void End()
    {
        if (fields.Keys.FirstOrDefault(name => !known.Contains(name)) is { } strange)
        {
            throw new FormatException($"{At(strange)} is not a field here; {string.Join(", ", known)} are known");
        }
    }

    /// <summary>How a network is written.</summary>
    public static string WordOf(VenueNetwork network) => network switch
    {
        VenueNetwork.Live => "live",
        VenueNetwork.Testnet => "testnet",
        VenueNetwork.Demo => "demo",
        VenueNetwork.Local => "local",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private FormatException Missing(string name) => new($"{At(name)} is missing");

    private JsonElement? Element(string name)
    {
        known.Add(name);
        return fields.TryGetValue(name, out JsonElement json) ? json : null;
    }
}
