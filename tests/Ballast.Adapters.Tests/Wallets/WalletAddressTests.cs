using System.Text;
using Ballast.Adapters.Wallets.Addresses;
using Ballast.Adapters.Wallets.Chains;

namespace Ballast.Adapters.Tests.Wallets;

/// <summary>Addresses, by the vectors of the documents that define them.</summary>
public sealed class WalletAddressTests
{
    // The first address of the first block; a P2SH address; BIP 173 and BIP 350, "valid addresses", of mainnet.
    [Theory]
    [InlineData("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")]
    [InlineData("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy")]
    [InlineData("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4")]
    [InlineData("bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y")]
    [InlineData("BC1SW50QGDZ25J")]
    [InlineData("bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs")]
    [InlineData("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0")]
    public void Addresses_of_bitcoin_are_read(string text) => Read<WalletAddress.Bitcoin>(ChainFamily.Bitcoin, text)
        .Text.ShouldBe(text.StartsWith("BC1", StringComparison.Ordinal) ? text.ToLowerInvariant() : text);

    // BIP 350, "invalid addresses"; a changed digit; another network's; other chains'.
    [Theory]
    [InlineData("tc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq5zuyut")]
    [InlineData("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd")]
    [InlineData("BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL")]
    [InlineData("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh")]
    [InlineData("bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4")]
    [InlineData("BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R")]
    [InlineData("bc1pw5dgrnzv")]
    [InlineData("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav")]
    [InlineData("BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P")]
    [InlineData("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf")]
    [InlineData("bc1gmk9yu")]
    [InlineData("bc1zw508d6qejxtdg4y5r3zarvaryvaxXpcs")]
    [InlineData("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb")]
    [InlineData("mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("")]
    public void Everything_else_is_not(string text) => Refusal(ChainFamily.Bitcoin, text)
        .ShouldStartWith("is no address of Bitcoin");

    // BIP 32, test vector 1, chain m; the account that BIP 49's and BIP 84's mnemonic gives.
    [Theory]
    [InlineData(
        "xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6W1EG"
        + "Mcet8")]
    [InlineData(
        "ypub6Ww3ibxVfGzLrAH1PNcjyAWenMTbbAosGNB6VvmSEgytSER9azLDWCxoJwW7Ke7icmizBMXrzBx9979FfaHxHcrArf3zbeJJJUZPf6"
        + "63zsP")]
    [InlineData(
        "zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31mGDtKsAYz2oz2AG"
        + "utZYs")]
    public void Extended_public_keys_are_read_and_a_changed_one_is_not(string text)
    {
        Read<WalletAddress.BitcoinAccount>(ChainFamily.Bitcoin, text).Text.ShouldBe(text);

        Refusal(ChainFamily.Bitcoin, text[..^1] + "1").ShouldBe($"is no {text[..4]}: its checksum does not fit");
    }

    // ERC-55, test cases; single-case spellings carry no checksum.
    [Theory]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")]
    [InlineData("0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB")]
    [InlineData("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb")]
    [InlineData("0x52908400098527886E0F7030069857D2E4169EE7")]
    [InlineData("0xde709f2102306220921060314715629080e2fb77")]
    public void Addresses_of_ethereum_are_read_and_spelt_with_their_checksum(string text)
    {
        Read<WalletAddress.Evm>(ChainFamily.Evm, text).Text.ShouldBe(text);
        Read<WalletAddress.Evm>(ChainFamily.Evm, text.ToLowerInvariant()).Text.ShouldBe(text);
    }

    [Fact]
    public void A_mistyped_address_of_ethereum_is_refused()
    {
        Refusal(ChainFamily.Evm, "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAee")
            .ShouldBe("is mistyped: its capitals are a checksum (ERC-55) that does not fit");
        Refusal(ChainFamily.Evm, "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe")
            .ShouldBe("is no address: 0x and 40 hexadecimal digits are wanted");
    }

    // The example of getBalance in Solana's documentation; one digit less.
    [Fact]
    public void An_address_of_solana_has_32_bytes()
    {
        const string Address = "83astBRguLMdt2h5U1Tpdq5tjFoJ6noeGwaY3mDLVcri";
        Read<WalletAddress.Solana>(ChainFamily.Solana, Address).Text.ShouldBe(Address);
        Refusal(ChainFamily.Solana, Address[1..])
            .ShouldBe("is no address of Solana: 32 bytes in base 58 are wanted");
        Refusal(ChainFamily.Solana, Address[..^1] + "0").ShouldStartWith("is no address of Solana");
    }

    // BIP 32, test vector 1; the WIF of BIP 178's first example; 32 bytes; 64 bytes in base 58; words of BIP 39.
    [Theory]
    [InlineData(
        "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBx"
        + "rMPHi")]
    [InlineData("5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ")]
    [InlineData("0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318")]
    [InlineData("4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318")]
    [InlineData("1111111111111111111111111111111111111111111111111111111111111111")]
    [InlineData("legal winner thank year wave sausage worth useful legal winner thank yellow")]
    public void A_private_key_is_called_that_and_never_repeated(string text)
    {
        foreach (ChainFamily family in Enum.GetValues<ChainFamily>())
        {
            string cause = Refusal(family, text);
            cause.ShouldStartWith("is a private key or recovery phrase");
            cause.ShouldNotContain(text);
        }
    }

    // By ethers 6.17.0: one block of padding alone, exactly one block, more than two.
    [Theory]
    [InlineData(0, "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")]
    [InlineData(136, "a6c4d403279fe3e0af03729caada8374b5ca54d8065329a3ebcaeb4b60aa386e")]
    [InlineData(300, "5b7e0e47a96f32a88b4f14ca177982790807c40e1a105742ba0fc1babe1ef826")]
    public void The_hash_is_that_of_ethereum(int letters, string hash) =>
        Convert.ToHexStringLower(Keccak256.HashData(Encoding.ASCII.GetBytes(new string('a', letters))))
            .ShouldBe(hash);

    private static T Read<T>(ChainFamily family, string text)
        where T : WalletAddress => WalletAddressReader.Read(family, text)
        .ShouldBeOfType<WalletAddressReading.Read>().Address.ShouldBeOfType<T>();

    private static string Refusal(ChainFamily family, string text) =>
        WalletAddressReader.Read(family, text).ShouldBeOfType<WalletAddressReading.Refused>().Cause;
}
