using System.Runtime.Versioning;
using System.Text;
using System.Text.Json.Nodes;
using Ballast.Adapters.Secrets;

namespace Ballast.Adapters.Tests.Secrets;

/// <summary>Where secrets are looked for, and what is refused.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SecretPlacesTests : IDisposable
{
    private const string Canary = "canary-8f31c0";
    private const string Passphrase = "correct horse battery";

    private static readonly SecretName Hook = new("ops-hook");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ballast-secrets-");
    private readonly Dictionary<string, string> variables = [];
    private readonly SecretPlaces places;

    public SecretPlacesTests() => places = new SecretPlaces(folder.FullName, variables.GetValueOrDefault);

    [Fact]
    public void A_missing_secret_is_an_answer_that_says_where_it_may_be_put()
    {
        string sentence = places.Read(Hook).ShouldBeOfType<SecretReading.Missing>().Why.Sentence;

        sentence.ShouldContain("ballast keys set ops-hook");
        sentence.ShouldContain("BALLAST_SECRET_OPS_HOOK");
        sentence.ShouldContain("0400");
    }

    [Fact]
    public void The_environment_comes_before_credentials_files_and_the_store()
    {
        variables[SecretPlaces.PassphraseVariable] = Passphrase;
        Store().Put(Hook, new Secret("stored"));
        Found().Value.Reveal().ShouldBe("stored");

        WriteFile("filed\n", UnixFileMode.UserRead);
        Found().Value.Reveal().ShouldBe("filed", "the line's end is no part of it");

        variables["CREDENTIALS_DIRECTORY"] = folder.FullName;
        File.WriteAllText(Path.Combine(folder.FullName, Hook.Text), "credential");
        Found().Value.Reveal().ShouldBe("credential");

        variables[Hook.Variable] = "from the environment";
        Found().Value.Reveal().ShouldBe("from the environment");
        Found().Place.ShouldBe("BALLAST_SECRET_OPS_HOOK");
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite, "0600")]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupRead, "0440")]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead, "0604")]
    public void A_file_with_another_mode_than_0400_is_refused_and_the_next_place_is_not_asked(
        UnixFileMode mode, string words)
    {
        WriteFile(Canary, mode);

        SecretReading.Refused refused = places.Read(Hook).ShouldBeOfType<SecretReading.Refused>();

        refused.Why.Sentence.ShouldContain(words);
        refused.Why.Sentence.ShouldContain("chmod 0400");
        refused.ToString().ShouldNotContain(Canary);
    }

    [Fact]
    public void The_store_gives_back_what_was_put_in_and_its_file_shows_none_of_it()
    {
        variables[SecretPlaces.PassphraseVariable] = Passphrase;
        EncryptedSecrets store = Store();
        store.Put(Hook, new Secret(Canary));
        store.Put(new SecretName("other"), new Secret(""));

        Found().Value.Reveal().ShouldBe(Canary);
        string text = File.ReadAllText(places.StoreFile);
        text.ShouldNotContain(Canary);
        text.ShouldNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary)));
        File.GetUnixFileMode(places.StoreFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        EncryptedSecrets again = Opened();
        again.Names.Select(name => name.Text).ShouldBe(["ops-hook", "other"]);
        again.Remove(Hook).ShouldBeTrue();
        again.Remove(Hook).ShouldBeFalse();
        places.Read(Hook).ShouldBeOfType<SecretReading.Missing>();
    }

    [Theory]
    [InlineData("another passphrase", "does not open with this passphrase")]
    [InlineData("short", "shorter than 12")]
    [InlineData("", "needs a passphrase")]
    public void Without_the_right_passphrase_the_store_says_so(string passphrase, string words)
    {
        variables[SecretPlaces.PassphraseVariable] = Passphrase;
        Store().Put(Hook, new Secret(Canary));
        variables[SecretPlaces.PassphraseVariable] = passphrase;

        places.Read(Hook).ShouldBeOfType<SecretReading.Refused>().Why.Sentence.ShouldContain(words);
    }

    [Fact]
    public void A_store_sealed_by_the_service_managers_credential_opens_with_that_and_nothing_else()
    {
        variables["CREDENTIALS_DIRECTORY"] = folder.FullName;
        File.WriteAllBytes(
            Path.Combine(folder.FullName, SecretPlaces.MasterCredential), Encoding.UTF8.GetBytes(new string('k', 32)));
        Store().Put(Hook, new Secret(Canary));
        Found().Value.Reveal().ShouldBe(Canary);

        variables.Remove("CREDENTIALS_DIRECTORY");
        variables[SecretPlaces.PassphraseVariable] = Passphrase;
        places.Read(Hook).ShouldBeOfType<SecretReading.Refused>().Why.Sentence.ShouldContain("opens with a credential");
    }

    [Theory]
    [InlineData("bytes")]
    [InlineData("swap")]
    [InlineData("name")]
    [InlineData("rounds")]
    [InlineData("version")]
    [InlineData("garbage")]
    public void A_file_that_was_changed_is_refused(string change)
    {
        variables[SecretPlaces.PassphraseVariable] = Passphrase;
        EncryptedSecrets store = Store();
        store.Put(Hook, new Secret(Canary));
        store.Put(new SecretName("other"), new Secret("something else"));
        JsonNode file = JsonNode.Parse(File.ReadAllText(places.StoreFile))!;
        Change(file, change);
        File.WriteAllText(places.StoreFile, change == "garbage" ? "{" : file.ToJsonString());

        places.Read(Hook).ShouldBeOfType<SecretReading.Refused>().Why.Sentence.ShouldContain(places.StoreFile);
    }

    [Fact]
    public void A_store_that_others_can_read_is_refused()
    {
        variables[SecretPlaces.PassphraseVariable] = Passphrase;
        Store().Put(Hook, new Secret(Canary));
        File.SetUnixFileMode(places.StoreFile, UnixFileMode.UserRead | UnixFileMode.GroupRead);

        places.Read(Hook).ShouldBeOfType<SecretReading.Refused>().Why.Sentence.ShouldContain("others than its owner");
    }

    [Theory]
    [InlineData("")]
    [InlineData("Ops")]
    [InlineData("../key")]
    [InlineData("1st")]
    [InlineData("a b")]
    public void A_name_is_no_path_and_no_sentence(string text) =>
        Should.Throw<FormatException>(() => new SecretName(text));

    [Fact]
    public void A_secret_prints_as_three_stars() => $"{new Secret(Canary)}".ShouldBe("***");

    public void Dispose() => folder.Delete(recursive: true);

    private static void Change(JsonNode file, string change)
    {
        JsonObject entries = file["entries"]!.AsObject();
        switch (change)
        {
            case "bytes":
                byte[] bytes = Convert.FromBase64String(entries[Hook.Text]!["bytes"]!.GetValue<string>());
                bytes[0] ^= 1;
                entries[Hook.Text]!["bytes"] = Convert.ToBase64String(bytes);
                break;
            case "swap":
                // Sealed for its own name: another's does not open in its place.
                entries[Hook.Text] = entries["other"]!.DeepClone();
                break;
            case "name":
                entries["../key"] = entries["other"]!.DeepClone();
                break;
            case "rounds":
                file["iterations"] = 0;
                break;
            case "version":
                file["version"] = 2;
                break;
            default:
                break;
        }
    }

    private SecretReading.Found Found() => places.Read(Hook).ShouldBeOfType<SecretReading.Found>();

    private EncryptedSecrets Store() =>
        EncryptedSecrets.Create(places.StoreFile, places.ReadMaster().ShouldBeOfType<MasterReading.Found>().Key);

    private EncryptedSecrets Opened() => EncryptedSecrets
        .Open(places.StoreFile, places.ReadMaster().ShouldBeOfType<MasterReading.Found>().Key)
        .ShouldBeOfType<EncryptedOpening.Opened>().Secrets;

    private void WriteFile(string text, UnixFileMode mode)
    {
        string file = places.FileOf(Hook);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, mode);
    }
}
