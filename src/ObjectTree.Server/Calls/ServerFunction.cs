using System.Collections.Immutable;
using ObjectTree.Model.Values;

namespace ObjectTree.Server;

/// <summary>A function of the server that clients call by its name, with values as they are on the wire.</summary>
/// <param name="caller">Who calls.</param>
/// <param name="arguments">The arguments, as many as the client sent; references are to objects of the tree that it is in.</param>
/// <param name="cancellation">Cancelled when the caller's session ends, or when the call takes too long.</param>
/// <returns>The result; records in it go as maps.</returns>
public delegate Task<Value> ServerFunction(Caller caller, ImmutableArray<Value> arguments, CancellationToken cancellation);
